-- What follows a purchase: returns, parcels, tickets, surveys, reviews, friends.

create or replace table world.refunds as
with returned as (
    select
        lines.line_key as refund_no,
        orders.order_no,
        lines.line_key,
        lines.product_id,
        orders.system,
        orders.currency,
        orders.country_code,
        orders.store_id as sold_store_id,
        orders.sales_channel,
        orders.placed_at,
        orders.is_tax_included,
        -- One of several units, or all.
        case when lines.quantity > 1 and world.u('partly', lines.line_key) < 0.5 then 1 else lines.quantity end as quantity,
        lines.quantity as sold_quantity,
        lines.gross_cents - lines.discount_cents as net_cents,
        lines.tax_cents,
        world.u('return_place', lines.line_key) as place_draw,
        people.home_store_id
    from world.orders
    inner join world.order_lines as lines on orders.order_no = lines.order_no
    inner join world.people on orders.person_id = people.person_id
    where
        orders.order_status = 'completed'
        and lines.item_type = 'merchandise'
        and orders.system != 'amazon_selling_partner'
        and world.u('return', lines.line_key) < case when orders.system = 'square' then 0.04 else 0.09 end
),

dated as (
    select
        *,
        placed_at + to_seconds(3 * 86400 + world.n('return_second', line_key, 20 * 86400)) as refunded_at,
        case
            when system = 'square' and place_draw < 0.15 then case country_code when 'NL' then 'S02' when 'IE' then 'S07' else 'S11' end
            when system = 'square' then sold_store_id
            when place_draw < 0.30 then home_store_id
        end as return_store_id
    from returned
)

select
    dated.refund_no,
    dated.order_no,
    dated.line_key,
    dated.product_id,
    dated.quantity,
    dated.net_cents * dated.quantity // dated.sold_quantity as refund_cents,
    dated.tax_cents * dated.quantity // dated.sold_quantity as refund_tax_cents,
    dated.refunded_at,
    case when dated.return_store_id is null then 'webshop' else 'store' end as refund_channel,
    dated.return_store_id as store_id,
    list_extract(['size', 'damaged', 'not_as_described', 'changed_mind'], cast(1 + world.n('return_reason', dated.line_key, 4) as integer)) as refund_reason,
    false as is_orphan,
    dated.system,
    dated.currency,
    dated.is_tax_included
from dated
cross join world.settings as setting
where dated.refunded_at < setting.last_day + 1
union all
-- Postage given back, no goods.
select
    orders.order_no * 8 + 5, orders.order_no, null, null, 0, orders.shipping_cents, orders.shipping_tax_cents, orders.placed_at + interval 4 day, 'webshop', null,
    'late_delivery', false, orders.system, orders.currency, orders.is_tax_included
from world.orders
cross join world.settings as setting
where
    orders.system = 'shopify' and orders.order_status = 'completed' and orders.shipping_cents > 0 and world.u('postage_back', orders.order_no) < 0.02
    and orders.placed_at + interval 4 day < setting.last_day + 1
union all
-- Refunds of orders from before the export began.
select
    orders.order_no * 8 + 6, -orders.order_no, null, 'SKU-0001', 1, 1000, 0, orders.placed_at + interval 1 hour,
    case orders.system when 'square' then 'store' else 'webshop' end, case orders.system when 'square' then orders.store_id end,
    'old_order', true, orders.system, orders.currency, orders.is_tax_included
from world.orders
where orders.system != 'amazon_selling_partner' and world.u('orphan_refund', orders.order_no) < 0.001 and orders.order_status = 'completed'
order by refund_no;

create or replace table world.carts as
select
    sessions.session_no as cart_no,
    sessions.person_id,
    sessions.account_no,
    sessions.visitor_id,
    people.email as email_given,
    sessions.currency,
    1 as item_count,
    products.price_eur_cents as cart_cents,
    sessions.started_at + interval 240 second as created_at,
    sessions.started_at + interval 300 second as updated_at,
    case when sessions.is_purchase_visit then sessions.need_no end as order_no
from world.sessions
inner join world.people on sessions.person_id = people.person_id
inner join world.products on sessions.product_no = products.product_no
where sessions.session_kind = 'checkout' or sessions.is_purchase_visit and sessions.need_no in (select order_no from world.orders)
order by cart_no;

create or replace table world.shipments as
select
    orders.order_no as shipment_no,
    orders.order_no,
    case when orders.fulfilment_method = 'click_and_collect' then orders.store_id end as store_id,
    list_extract(['PostNL', 'DHL', 'UPS'], cast(1 + orders.order_no % 3 as integer)) as carrier_name,
    case when world.u('delivery', orders.order_no) < 0.99 then 'delivered' else 'failed' end as status,
    cast(orders.placed_at as date) + 3 as promised_date,
    orders.placed_at + interval 2 hour as created_at,
    orders.placed_at + interval 20 hour as shipped_at,
    case when world.u('delivery', orders.order_no) < 0.99 then
        orders.placed_at + to_seconds(86400 + world.n('delivery_second', orders.order_no, 216000)
            + case when world.u('delivery_late', orders.order_no) < 0.08 then 259200 else 0 end)
    end as delivered_at
from world.orders
where orders.system = 'shopify' and orders.order_status = 'completed'
order by shipment_no;

create or replace table world.tickets as
with asked as (
    select
        orders.order_no * 2 + contact_index as ticket_no,
        contact_index,
        orders.*,
        people.email,
        people.phone,
        people.account_no as own_account_no,
        people.attitude,
        orders.placed_at + to_seconds(86400 + world.n('ticket_second', orders.order_no, 5 * 86400) + contact_index * (7200 + world.n('ticket_gap', orders.order_no, 4 * 86400)))
            as created_at,
        world.u('ticket_channel', orders.order_no * 2 + contact_index) as channel_draw,
        world.u('ticket_answer', orders.order_no * 2 + contact_index) as answer_draw
    from world.orders
    inner join world.people on orders.person_id = people.person_id
    -- One of five has to explain it again in another channel.
    cross join (values (0), (1)) as contacts (contact_index)
    where
        orders.order_status = 'completed'
        and world.u('ticket', orders.order_no) < case people.attitude when 'detractor' then 0.14 when 'passive' then 0.07 else 0.04 end
        and (contact_index = 0 or world.u('ticket_again', orders.order_no) < 0.20)
)

select
    ticket_no,
    person_id,
    person_id as requester_no,
    email as email_given,
    case when channel_draw >= 0.65 and channel_draw < 0.85 then phone end as phone_given,
    own_account_no as account_no,
    order_no,
    case when answer_draw < 0.8 then transaction_reference end as transaction_reference,
    store_id,
    cast(null as varchar) as product_id,
    case when channel_draw < 0.40 then 'email' when channel_draw < 0.65 then 'chat' when channel_draw < 0.85 then 'phone' when channel_draw < 0.96 then 'web_form' else 'social' end
        as support_channel,
    list_extract(['delivery', 'return', 'product_question', 'invoice', 'damaged'], cast(1 + world.n('topic', order_no, 5) as integer)) as topic,
    case when answer_draw < 0.1 then 'high' when answer_draw < 0.9 then 'normal' end as priority,
    case when created_at + interval 3 day < setting.last_day then case when answer_draw < 0.7 then 'closed' else 'solved' end else 'open' end as ticket_status,
    case when answer_draw > 0.93 then 1 else 0 end as reopen_count,
    created_at,
    created_at + to_seconds(300 + world.n('reply_second', ticket_no, case when channel_draw >= 0.40 and channel_draw < 0.85 then 1800 else 80000 end)) as first_replied_at,
    case when created_at + interval 3 day < setting.last_day then created_at + to_seconds(90000 + world.n('solve_second', ticket_no, 100000)) end as solved_at,
    created_at + to_seconds(200000 + world.n('ticket_update', ticket_no, 40000)) as updated_at,
    case
        when created_at + interval 3 day < setting.last_day and world.u('csat', ticket_no) < 0.35
            then case when world.u('csat_score', ticket_no) < case attitude when 'detractor' then 0.45 else 0.85 end then 'good' else 'bad' end
    end as csat_label,
    case when created_at + interval 3 day < setting.last_day and world.u('csat', ticket_no) < 0.35 then created_at + to_seconds(230000 + world.n('csat_second', ticket_no, 9000)) end
        as csat_at
from asked
cross join world.settings as setting
where created_at < setting.last_day + 1
order by ticket_no;

create or replace table world.ticket_messages as
select
    tickets.ticket_no * 8 + message_index as ticket_message_no,
    tickets.ticket_no,
    message_index,
    case when message_index % 2 = 0 then 'customer' else 'agent' end as author_role,
    true as is_public,
    case message_index
        when 0 then tickets.created_at
        when 1 then tickets.first_replied_at
        when 2 then tickets.first_replied_at + interval 40 minute
        else tickets.solved_at - interval 5 minute
    end as sent_at
from world.tickets
cross join range(4) as t (message_index)
where message_index < 2 or tickets.solved_at is not null and world.u('ticket_talk', tickets.ticket_no) < 0.5
order by ticket_message_no;

create or replace table world.surveys as
select
    orders.order_no as survey_no,
    orders.person_id,
    people.email as email_given,
    orders.order_no,
    orders.transaction_reference,
    orders.store_id,
    'nps' as survey_type,
    people.attitude,
    people.first_heard,
    orders.placed_at + interval 7 day as sent_at,
    case when world.u('survey_answer', orders.order_no) < 0.32 then orders.placed_at + to_seconds(7 * 86400 + 600 + world.n('survey_second', orders.order_no, 200000)) end as responded_at,
    case people.attitude
        when 'promoter' then 9 + world.n('score', orders.order_no, 2)
        when 'passive' then 7 + world.n('score', orders.order_no, 2)
        else world.n('score', orders.order_no, 7)
    end as score,
    case when world.u('survey_text', orders.order_no) < 0.3 then case people.attitude when 'promoter' then 'Great service' when 'passive' then 'It was fine' else 'Too slow' end end
        as answer_text
from world.orders
inner join world.people on orders.person_id = people.person_id
cross join world.settings as setting
where orders.order_status = 'completed' and world.u('survey', orders.order_no) < 0.25 and people.has_marketing_consent and orders.placed_at + interval 7 day < setting.last_day + 1
order by survey_no;

create or replace table world.reviews as
select
    orders.order_no as review_no,
    orders.person_id,
    orders.person_id as consumer_no,
    people.first_name || ' ' || left(people.last_name, 1) || '.' as display_name,
    case people.attitude
        when 'promoter' then 5 - cast(world.u('stars', orders.order_no) < 0.2 as integer)
        when 'passive' then 4 - cast(world.u('stars', orders.order_no) < 0.4 as integer)
        else 1 + world.n('stars', orders.order_no, 3)
    end as stars,
    case people.attitude when 'promoter' then 'Recommended' when 'passive' then 'Good' else 'Disappointed' end as review_title,
    case people.attitude when 'promoter' then 'Fast and friendly.' when 'passive' then 'Does what it should.' else 'Had to wait for weeks.' end as review_text,
    orders.order_no,
    orders.transaction_reference,
    people.language_code,
    orders.country_code,
    orders.placed_at + interval 9 day as reviewed_at,
    orders.placed_at + interval 10 day as updated_at,
    case when world.u('reply', orders.order_no) < 0.4 then orders.placed_at + interval 10 day end as replied_at,
    world.u('verified', orders.order_no) < 0.8 as is_verified
from world.orders
inner join world.people on orders.person_id = people.person_id
cross join world.settings as setting
where
    orders.order_status = 'completed'
    and world.u('review', orders.order_no) < case people.attitude when 'passive' then 0.02 else 0.05 end
    and orders.placed_at + interval 10 day < setting.last_day + 1
order by review_no;

-- Friends: whoever heard of the shop from a friend names one of eight people of his neighbourhood who
-- had bought before; promoters are six times as likely to be that friend as detractors.
create or replace table world.friendships as
with first_orders as (
    select person_id, min(placed_at) as first_at, min(order_no) as first_order_no
    from world.orders
    where order_status = 'completed'
    group by person_id
),

candidates as (
    select
        friends.person_id as friend_id,
        friend_orders.first_at,
        candidate_index,
        referrers.person_id as referrer_id,
        case referrers.attitude when 'promoter' then 60 when 'passive' then 25 else 10 end as weight
    from world.people as friends
    inner join first_orders as friend_orders on friends.person_id = friend_orders.person_id
    cross join range(8) as t (candidate_index)
    cross join world.settings as setting
    inner join world.people as referrers
        on setting.first_person + world.n('referrer', friends.person_id * 8 + candidate_index, setting.last_person - setting.first_person + 1) = referrers.person_id
    inner join first_orders as referrer_orders on referrers.person_id = referrer_orders.person_id
    where friends.joined_day_no >= 0 and friends.first_heard = 'friend_or_family' and referrer_orders.first_at < friend_orders.first_at - interval 3 day
        and referrers.household_id != friends.household_id
),

summed as (
    select
        *,
        sum(weight) over (partition by friend_id order by candidate_index) as weight_to,
        sum(weight) over (partition by friend_id) as weight_all
    from candidates
)

select
    friend_id,
    referrer_id,
    first_at - to_seconds(7200 + world.n('invited', friend_id, 200000)) as invited_at,
    first_at as redeemed_at,
    format('FRIEND{:07d}', friend_id) as invitation_code
from summed
where world.n('referrer_pick', friend_id, cast(weight_all as bigint)) between weight_to - weight and weight_to - 1
order by friend_id;
