-- Contacts off the screen and by message: visits to shops, check-ins, e-mails, text messages.

-- Why somebody was in a shop. Research visits belong to a need: before an order on the screen, or
-- before a purchase in another shop.
create or replace table world.store_visits as
select
    needs.need_no * 4 as visit_no, needs.person_id, needs.store_id, needs.decided_at - interval 12 minute as entered_at, 'purchase' as visit_purpose, needs.need_no as caused_need_no
from world.needs
where needs.is_purchase and needs.place = 'store'
union all
select
    needs.need_no * 4 + 1, needs.person_id, people.home_store_id,
    needs.decided_at - to_seconds(3600 * (4 + lead_buckets.lead_hours)), 'inquiry', needs.need_no
from world.needs
inner join world.people on needs.person_id = people.person_id
inner join world.lead_buckets on world.n('visit_lead', needs.need_no, 1000) = lead_buckets.bucket_no
where
    needs.is_purchase and needs.segment = 'several'
    and (needs.place in ('webshop', 'app', 'click_and_collect') and world.u('showroom', needs.need_no) < 0.18
        or needs.place = 'store' and needs.store_id != people.home_store_id and world.u('other_store', needs.need_no) < 0.35)
union all
select
    needs.need_no * 4 + 2, needs.person_id, needs.store_id, needs.decided_at + interval 2 day, 'pickup', null
from world.needs
cross join world.settings as setting
where needs.is_purchase and needs.place = 'click_and_collect' and needs.decided_at + interval 2 day < setting.last_day + 1
union all
-- Passing by, with no need.
select
    people.person_id * 4096 + 3 + 4 * visit_index, people.person_id, people.home_store_id,
    timezone('UTC', timezone(people.time_zone, cast(world.day(world.n('pass_day', people.person_id * 1024 + visit_index, setting.day_count)) as timestamp)
        + to_seconds(10 * 3600 + world.n('pass_second', people.person_id * 1024 + visit_index, 9 * 3600)))), 'visit', null
from world.people
cross join world.settings as setting
cross join lateral range(setting.day_count // 100 + world.n('pass_count', people.person_id, 1 + setting.day_count // 100)) as indexes (visit_index)
where people.segment != 'online_only';

-- Some of them make themselves known by the app or the guest network.
create or replace table world.checkins as
select
    visits.visit_no,
    visits.person_id,
    visits.store_id,
    people.account_no,
    people.loyalty_id,
    case when world.u('checkin_way', visits.visit_no) < 0.6 then 'app' else 'wifi' end as checkin_method,
    visits.visit_purpose,
    case when visits.visit_purpose = 'inquiry' then products.product_id end as product_id,
    visits.entered_at as checked_in_at
from world.store_visits as visits
inner join world.people on visits.person_id = people.person_id
left join world.needs on visits.caused_need_no = needs.need_no
left join world.products on needs.product_no = products.product_no
cross join world.settings as setting
where
    visits.visit_purpose in ('inquiry', 'visit', 'pickup')
    and (people.account_no is not null or people.loyalty_id is not null)
    and people.has_marketing_consent
    and world.u('checkin', visits.visit_no) < case visits.visit_purpose when 'inquiry' then 0.75 else 0.35 end
    and visits.entered_at >= setting.first_day and visits.entered_at < setting.last_day + 1
order by visits.visit_no;

create or replace table world.message_events as
with sent as (
    select
        people.person_id * 8192 + messages.message_no as sending_no,
        messages.*,
        people.person_id,
        people.email as email_given,
        people.phone as phone_given,
        -- 2 % of addresses bounce; mail programs that fetch pictures make one of five openings.
        case when world.u('bounce', people.person_id * 8192 + messages.message_no) < 0.02 then 'bounced' else 'delivered' end as delivery,
        world.u('open', people.person_id * 8192 + messages.message_no) as open_draw
    from world.people
    cross join world.messages
    cross join world.settings as setting
    where
        people.is_subscriber
        and (messages.message_channel = 'email' or people.person_id % 3 = 0)
        and people.joined_day_no < date_diff('day', setting.first_day, cast(messages.sent_at as date))
),

happened as (
    select *, 0 as step, 'sent' as event_type, sent_at as event_at, false as is_machine_open from sent
    union all
    select *, 1, delivery, sent_at + interval 20 second, false from sent
    union all
    select *, 2, 'opened', sent_at + to_seconds(40 + world.n('open_second', sending_no, 90000)), open_draw < 0.05 from sent
    where delivery = 'delivered' and message_channel = 'email' and open_draw < 0.26
    union all
    select *, 3, 'unsubscribed', sent_at + interval 26 hour, false from sent
    where delivery = 'delivered' and message_channel = 'email' and open_draw between 0.2590 and 0.2600
),

-- A click on a message is the visit that it led to.
clicks as (
    select
        sessions.session_no,
        sessions.person_id,
        sessions.channel,
        sessions.started_at,
        max(messages.message_no) as message_no
    from world.sessions
    inner join world.messages
        on sessions.channel = messages.message_channel and messages.sent_at <= sessions.started_at and messages.sent_at > sessions.started_at - interval 45 day
    where sessions.channel in ('email', 'sms')
    group by all
)

select
    sending_no * 8 + step as message_event_no, message_no, person_id, case when message_channel = 'email' then email_given end as email_given,
    case when message_channel = 'sms' then phone_given end as phone_given, event_type, event_at, is_machine_open
from happened
cross join world.settings as setting
where event_at < setting.last_day + 1
union all
select
    -clicks.session_no, clicks.message_no, clicks.person_id, case when clicks.channel = 'email' then people.email end,
    case when clicks.channel = 'sms' then people.phone end, 'clicked', clicks.started_at - interval 3 second, false
from clicks
inner join world.people on clicks.person_id = people.person_id
order by message_event_no;

create or replace table world.recommendations as
select
    events.event_no * 2 + shown.is_click as recommendation_event_no,
    events.visitor_id,
    events.session_id,
    events.account_no,
    products.product_id,
    case shown.is_click when 1 then 'click' else 'impression' end as event_type,
    events.event_at + to_seconds(2 + 9 * shown.is_click) as event_at
from world.web_events as events
inner join world.products on 1 + world.n('recommended', events.event_no, 160) = products.product_no
cross join (values (0), (1)) as shown (is_click)
where
    events.event_name = 'view_item'
    and world.u('recommend', events.event_no) < 0.30
    and (shown.is_click = 0 or world.u('recommend_click', events.event_no) < 0.08)
order by recommendation_event_no;

-- What the chunks add up to: people at the doors by hour, clicks on ads by day, stock that left.
insert into world.store_hours
select store_id, date_trunc('hour', entered_at) as hour_started_at, count(*) as visits
from world.store_visits
cross join world.settings as setting
where entered_at >= setting.first_day and entered_at < setting.last_day + 1
group by all;

insert into world.ad_click_days
select
    campaigns.campaign_no,
    campaigns.campaign_no * 10 + 1 + sessions.session_no % 2 as ad_no,
    cast(timezone(campaigns.account_time_zone, timezone('UTC', sessions.started_at)) as date) as performance_date,
    case sessions.device_category when 'mobile' then 'MOBILE' when 'tablet' then 'TABLET' else 'DESKTOP' end as device,
    count(*) as clicks
from world.sessions
inner join world.campaigns on sessions.channel = campaigns.channel and campaigns.country_group = case sessions.country_code when 'US' then 'US' else 'EU' end
group by all;

insert into world.units_sold
select
    coalesce(orders.store_id, 'W01') as store_id,
    lines.product_id,
    cast(timezone(orders.time_zone, timezone('UTC', orders.placed_at)) as date) as sold_date,
    cast(sum(lines.quantity) as bigint) as units
from world.orders
inner join world.order_lines as lines on orders.order_no = lines.order_no
where orders.order_status = 'completed' and lines.item_type = 'merchandise'
group by all;
