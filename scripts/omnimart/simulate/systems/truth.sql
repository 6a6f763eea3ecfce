-- What is true about one chunk of people. Written beside the exports; models never read it.

create or replace view out.truth__people as
select person_id, household_id, country_code, segment, attitude, first_heard, has_analytics_consent, has_marketing_consent, loyalty_id, account_no, joined_day_no, left_day_no
from world.people
order by person_id;

-- The till's or shop's day, in the time zone of the order.
create or replace view out.truth__orders as
with research as (
    select
        sessions.need_no,
        min(date_diff('second', sessions.started_at, needs.decided_at)) as last_research_seconds,
        max(date_diff('second', sessions.started_at, needs.decided_at)) as first_research_seconds,
        min(case sessions.match_kind when 'product' then 1 when 'category' then 2 else 3 end) as research_match
    from world.sessions
    inner join world.needs on sessions.need_no = needs.need_no
    where not sessions.is_purchase_visit and sessions.session_kind != 'bounce' and sessions.started_at < needs.decided_at
    group by sessions.need_no
),

visits as (
    select caused_need_no as need_no, min(visits.store_id) as research_store_id, min(date_diff('second', visits.entered_at, needs.decided_at)) as store_research_seconds
    from world.store_visits as visits
    inner join world.needs on visits.caused_need_no = needs.need_no
    where visits.visit_purpose = 'inquiry'
    group by caused_need_no
),

returned as (
    select order_no, cast(sum(refund_cents) as bigint) as refund_cents
    from world.refunds
    where line_key is not null
    group by order_no
)

select
    orders.order_no,
    orders.system,
    orders.transaction_reference,
    orders.person_id,
    orders.household_id,
    orders.sales_channel,
    orders.fulfilment_method,
    orders.store_id,
    orders.order_status,
    orders.currency,
    cast(timezone(orders.time_zone, timezone('UTC', orders.placed_at)) as date) as business_date,
    orders.placed_at,
    (select cast(coalesce(sum(gross_cents), 0) as bigint) from world.order_lines as lines where lines.order_no = orders.order_no and lines.item_type = 'merchandise') as gross_cents,
    (select cast(coalesce(sum(discount_cents), 0) as bigint) from world.order_lines as lines where lines.order_no = orders.order_no and lines.item_type = 'merchandise') as discount_cents,
    coalesce(returned.refund_cents, 0) as refund_cents,
    orders.launch_effect,
    orders.is_omnichannel_effect,
    orders.usual_place,
    orders.usual_store_id,
    research.last_research_seconds,
    research.first_research_seconds,
    research.research_match,
    visits.research_store_id,
    visits.store_research_seconds
from world.orders
left join research on orders.order_no = research.need_no
left join visits on orders.order_no = visits.need_no
left join returned on orders.order_no = returned.order_no
order by orders.order_no;

create or replace view out.truth__refunds as
select refund_no, order_no, line_key, system, currency, quantity, refund_cents, refund_tax_cents, refunded_at, store_id, is_orphan
from world.refunds
order by refund_no;

create or replace view out.truth__contact_effects as
select effects.need_no as order_no, channels.channel, effects.expected_share, effects.is_caused
from world.contact_effects as effects
inner join world.channels on effects.channel_no = channels.channel_no
order by effects.need_no, channels.channel;

-- Every value that appears in an export as a mark of a person, with all people behind it.
create or replace view out.truth__identifiers as
select distinct 'visitor' as identifier_type, visitor_id as identifier_value, person_id from world.sessions where is_consented
union
select 'email', email, person_id from world.people
union
select 'email', email_given, person_id from world.orders where email_given is not null
union
select 'phone', phone, person_id from world.people
union
select 'phone', phone_given, person_id from world.orders where phone_given is not null
union
select 'loyalty_card', loyalty_id, person_id from world.people where loyalty_id is not null
union
select 'account', cast(account_no as varchar), person_id from world.people where account_no is not null
union
select 'payment_card', card_fingerprint, person_id from world.orders where card_fingerprint is not null
order by identifier_type, identifier_value, person_id;

create or replace view out.truth__sessions as
select session_no, visitor_id, session_id, person_id, device, is_consented, need_no, channel, started_at
from world.sessions
order by session_no;

create or replace view out.truth__lost_demand as
select line_key, order_no, store_id, product_id, day_no, quantity, shelf_value_cents
from world.lost_demand
order by line_key;

create or replace view out.truth__friendships as
select friendships.friend_id, friendships.referrer_id, people.attitude as referrer_attitude, friendships.invited_at, friendships.redeemed_at
from world.friendships
inner join world.people on friendships.referrer_id = people.person_id
order by friendships.friend_id;
