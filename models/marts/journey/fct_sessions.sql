with

sessions as (

    select * from {{ ref('int_journey__sessions_resolved') }}

),

final as (

    select
        -- ids
        web_session_id,
        customer_id,
        device_node_id,
        visited_channel_id,
        channel_id,
        campaign_key,

        -- attributes
        identified_by,
        traffic_source,
        traffic_medium,
        device_category,
        country_code,
        source_system,

        -- measures
        events,
        page_views,
        product_views,
        searches,
        cart_additions,
        checkouts,
        purchases,
        store_lookups,
        recommendation_clicks,
        engagement_seconds,

        -- flags
        is_engaged,
        is_consented,
        is_shared_device,
        is_runaway,

        -- dates
        session_date,

        -- timestamps
        started_at,
        ended_at

    from sessions

)

select * from final
