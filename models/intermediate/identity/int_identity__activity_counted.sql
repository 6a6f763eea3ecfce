with

records as (

    select * from {{ ref('int_identity__records_unioned') }}
    where
        record_type not in (
            'crm.members', 'crm.consents', 'webshop.customers', 'web_analytics.visits',
            'messaging.recipients'
        )

),

resolved as (

    select * from {{ ref('int_identity__records_resolved') }}

),

events as (

    select * from {{ ref('stg_web_analytics__events') }} where not coalesce(is_bot, false)

),

visits as (

    select * from {{ ref('int_identity__visits_resolved') }}

),

message_events as (

    select * from {{ ref('int_identity__message_events_resolved') }}

),

channels as (

    select * from {{ ref('stg_reference__channels') }}

),

records_resolved as (

    select
        records.record_type,
        records.channel_id,
        records.first_seen_at as seen_at,
        resolved.customer_id,
        records.sighting_count as record_count

    from records

    left join resolved
        on
            records.record_type = resolved.record_type
            and records.record_id = resolved.record_id

),

-- Events of visitors who refused measurement have no visit; they count as nobody's.
events_resolved as (

    select
        'web_analytics.events' as record_type,
        case when events.platform in ('ios', 'android') then 'app' else 'webshop' end
            as channel_id,
        events.event_at as seen_at,
        visits.customer_id,
        1 as record_count

    from events

    left join visits
        on
            coalesce(events.session_id, events.visitor_id) = visits.visit_id
            and events.event_at >= visits.valid_from_at
            and events.event_at < visits.valid_to_at

),

unioned as (

    select * from records_resolved
    union all
    select * from events_resolved
    union all
    select
        'messaging.message_events' as record_type,
        message_channel as channel_id,
        event_at as seen_at,
        customer_id,
        1 as record_count
    from message_events

),

final as (

    select
        -- ids
        unioned.record_type,
        coalesce(channels.channel_id, 'unknown') as channel_id,
        unioned.customer_id,

        -- dates
        cast(date_trunc('week', unioned.seen_at) as date) as week_start_date,

        -- measures
        sum(unioned.record_count) as record_count,

        -- timestamps
        min(unioned.seen_at) as first_seen_at,
        max(unioned.seen_at) as last_seen_at

    from unioned

    left join channels
        on unioned.channel_id = channels.channel_id

    group by
        unioned.record_type,
        coalesce(channels.channel_id, 'unknown'),
        unioned.customer_id,
        cast(date_trunc('week', unioned.seen_at) as date)

)

select * from final
