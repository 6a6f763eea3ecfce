with

sessions as (

    select * from {{ ref('int_journey__sessions_built') }}

),

traffic as (

    select * from {{ ref('int_journey__traffic_grouped') }}

),

visits as (

    select * from {{ ref('int_identity__visits_resolved') }}

),

devices as (

    select * from {{ ref('int_identity__identifiers_resolved') }} where identifier_type = 'visitor'

),

-- The person is the one of the moment at which the session began.
final as (

    select
        -- ids
        sessions.web_session_id,
        visits.customer_id,
        visits.device_node_id,
        sessions.visited_channel_id,
        sessions.ad_click_id,
        traffic.channel_id,
        traffic.campaign_key,

        -- attributes
        visits.identified_by,
        sessions.source_system,
        nullif(sessions.traffic_source, '') as traffic_source,
        nullif(sessions.traffic_medium, '') as traffic_medium,
        sessions.device_category,
        sessions.country_code,

        -- measures
        sessions.events,
        sessions.page_views,
        sessions.product_views,
        sessions.searches,
        sessions.cart_additions,
        sessions.checkouts,
        sessions.purchases,
        sessions.store_lookups,
        sessions.recommendation_clicks,
        sessions.engagement_seconds,

        -- flags
        coalesce(
            sessions.engagement_seconds >= 10
            or sessions.page_views >= 2
            or sessions.key_events > 0,
            false
        ) as is_engaged,
        sessions.is_consented,
        coalesce(
            devices.suppression_reason in ('shared_device', 'public_device'), false
        ) as is_shared_device,
        sessions.is_runaway,

        -- dates
        {{ local_date('sessions.started_at', "'" ~ var('default_time_zone') ~ "'") }}
            as session_date,

        -- timestamps
        sessions.started_at,
        sessions.ended_at

    from sessions

    left join traffic
        on
            sessions.traffic_source = traffic.traffic_source
            and sessions.traffic_medium = traffic.traffic_medium
            and sessions.campaign_name = traffic.campaign_name

    left join visits
        on
            sessions.visit_id = visits.visit_id
            and sessions.started_at >= visits.valid_from_at
            and sessions.started_at < visits.valid_to_at

    left join devices
        on visits.device_node_id = devices.node_id

)

select * from final
