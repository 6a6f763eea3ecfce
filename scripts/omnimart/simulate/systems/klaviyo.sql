-- Profiles and events of Klaviyo, as Fivetran's connector loads them: one chunk of people. Klaviyo has
-- no event for the sending of a mail, so `sent` of the world is not exported.

create or replace temp table klaviyo_clock as
select first_day + interval 8 hour as first_seen_at, last_day + interval 1 day + interval 3 hour as synced_at from world.settings;

-- Two profiles of one person were merged and the second one deleted.
create or replace view out.klaviyo__person as
select
    format('01HP{:022d}', people.person_id * 10 + copies.copy_no) as id,
    people.email,
    people.phone as phone_number,
    people.first_name,
    people.last_name,
    people.city,
    people.postal_code as zip,
    people.country_code as country,
    people.time_zone as timezone,
    coalesce(people.account_created_at, clock.first_seen_at) as created,
    coalesce(people.account_created_at, clock.first_seen_at) as updated,
    copies.copy_no = 1 as _fivetran_deleted,
    clock.synced_at as _fivetran_synced
from world.people
cross join klaviyo_clock as clock
cross join (values (0), (1)) as copies (copy_no)
where people.is_subscriber and (copies.copy_no = 0 or world.u('klaviyo_merged', people.person_id) < 0.005)
order by people.person_id, copies.copy_no;

create or replace temp table klaviyo_events as
select
    events.*,
    messages.message_channel,
    format('01HP{:022d}', events.person_id * 10) as profile_id,
    format('01HOMNI{:019d}', events.message_no) as klaviyo_campaign_id,
    case when events.message_event_no < 0 then 'c' || -events.message_event_no else 'm' || events.message_event_no end as klaviyo_event_id,
    case messages.message_channel || ' ' || events.event_type
        when 'email delivered' then 'MRECE1'
        when 'email opened' then 'MOPEN1'
        when 'email clicked' then 'MCLIC1'
        when 'email bounced' then 'MBOUN1'
        when 'email complained' then 'MSPAM1'
        when 'email unsubscribed' then 'MUNSU1'
        when 'sms delivered' then 'MRECS1'
        when 'sms clicked' then 'MCLIS1'
        when 'sms bounced' then 'MFAIS1'
        when 'sms unsubscribed' then 'MUNSS1'
    end as metric_id,
    world.u('klaviyo_dirt', events.message_event_no) as dirt_draw
from world.message_events as events
inner join world.messages on events.message_no = messages.message_no
where events.event_type != 'sent';

-- copy_no 0 is the event itself; 1 its exact copy; 2 an event that lost its campaign; 3 one of the
-- deleted test campaign; 4 one that was deleted; 5 an order and 6 a text to the shop, no events of
-- messages.
create or replace view out.klaviyo__event as
with copies as (
    select *, 0 as copy_no from klaviyo_events
    union all
    select *, 1 from klaviyo_events where dirt_draw < 0.003
    union all
    select *, 2 from klaviyo_events where dirt_draw >= 0.003 and dirt_draw < 0.004
    union all
    select *, 3 from klaviyo_events where dirt_draw >= 0.004 and dirt_draw < 0.005
    union all
    select *, 4 from klaviyo_events where dirt_draw >= 0.005 and dirt_draw < 0.007
    union all
    select *, 6 from klaviyo_events where message_channel = 'sms' and event_type = 'delivered' and dirt_draw >= 0.99
),

rows_written as (
    select
        message_event_no,
        copy_no,
        klaviyo_event_id || case when copy_no > 1 then '-' || copy_no else '' end as id,
        profile_id as person_id,
        case copy_no when 6 then 'MSENS1' else metric_id end as metric_id,
        case copy_no when 2 then null when 3 then '01HOMNITEST' when 6 then null else klaviyo_campaign_id end as campaign_id,
        event_at,
        cast(null as double) as property_value,
        case when event_type = 'opened' and copy_no != 6 then is_machine_open end as property_machine_open,
        copy_no = 4 as _fivetran_deleted
    from copies
    union all
    select
        orders.order_no, 5, 'o' || orders.order_no, format('01HP{:022d}', orders.person_id * 10), 'MORDE1', null, orders.placed_at,
        orders.total_cents / 100.0::double, null, false
    from world.orders
    inner join world.people on orders.person_id = people.person_id
    where orders.system = 'shopify' and orders.order_status = 'completed' and people.is_subscriber
)

select
    id,
    person_id,
    campaign_id,
    cast(null as varchar) as flow_id,
    cast(null as varchar) as flow_message_id,
    md5('klaviyo' || id) as uuid,
    event_at as datetime,
    event_at as timestamp,
    _fivetran_deleted,
    metric_id,
    'event' as type,
    property_value,
    property_machine_open,
    property_machine_open as property_apple_privacy_open,
    clock.synced_at as _fivetran_synced
from rows_written
cross join klaviyo_clock as clock
order by copy_no, message_event_no;

insert into world.dirt
select 'klaviyo', 'messaging', 'message_events', 'duplicate_row', count(*) from klaviyo_events where dirt_draw < 0.003
union all
select 'klaviyo', 'messaging', 'message_events', 'missing_value', count(*) from klaviyo_events where dirt_draw >= 0.003 and dirt_draw < 0.004 and event_type != 'unsubscribed'
union all
select 'klaviyo', 'messaging', 'message_events', 'orphan_message', count(*) from klaviyo_events where dirt_draw >= 0.004 and dirt_draw < 0.005;
