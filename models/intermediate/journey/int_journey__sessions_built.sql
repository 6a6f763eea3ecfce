with

events as (

    select * from {{ ref('int_journey__events_sessionised') }}

),

-- Within a session at most one campaign led to the website, so max() only picks it.
sessions_grouped as (

    select
        visitor_id,
        gap_number,
        campaign_number,
        min(session_id) as session_id,
        min(source_system) as source_system,
        max(ad_click_id) as ad_click_id,
        max(platform) as platform,
        max(device_category) as device_category,
        max(country_code) as country_code,
        max(case when arrival = 'led' then named_source end) as led_source,
        max(case when arrival = 'led' then named_medium end) as led_medium,
        max(case when arrival = 'led' then campaign_name end) as led_campaign,
        max(case when arrival = 'direct' then named_source end) as direct_source,
        max(case when arrival = 'direct' then named_medium end) as direct_medium,
        max(case when analytics_consent = 'denied' then 1 else 0 end) as is_denied,
        count(*) as events,
        sum(case when event_name = 'page_view' then 1 else 0 end) as page_views,
        sum(case when event_name = 'product_view' then 1 else 0 end) as product_views,
        sum(case when event_name = 'search' then 1 else 0 end) as searches,
        sum(case when event_name = 'add_to_cart' then 1 else 0 end) as cart_additions,
        sum(case when event_name = 'checkout_start' then 1 else 0 end) as checkouts,
        sum(case when event_name = 'purchase' then 1 else 0 end) as purchases,
        sum(
            case when event_name in ('store_lookup', 'stock_check') then 1 else 0 end
        ) as store_lookups,
        sum(
            case when event_name = 'recommendation_click' then 1 else 0 end
        ) as recommendation_clicks,
        sum(
            case when event_name in ('key_event', 'sign_up', 'purchase') then 1 else 0 end
        ) as key_events,
        sum(engagement_seconds) as engagement_seconds,
        min(event_at) as started_at,
        max(event_at) as last_event_at

    from events

    group by visitor_id, gap_number, campaign_number

),

final as (

    select
        -- ids
        substr(
            {{ keyed_hash(
                "visitor_id || '|' || cast(" ~ epoch_seconds('started_at') ~ " as "
                ~ dbt.type_string() ~ ") || '|' || cast(campaign_number as " ~ dbt.type_string() ~ ")"
            ) }},
            1,
            24
        ) as web_session_id,
        visitor_id,
        coalesce(session_id, visitor_id) as visit_id,
        ad_click_id,

        -- attributes
        source_system,
        case when platform in ('ios', 'android') then 'app' else 'webshop' end
            as visited_channel_id,
        device_category,
        country_code,
        coalesce(led_source, direct_source, '') as traffic_source,
        coalesce(led_medium, direct_medium, '') as traffic_medium,
        coalesce(led_campaign, '') as campaign_name,

        -- measures
        gap_number,
        campaign_number,
        cast(events as bigint) as events,
        cast(page_views as bigint) as page_views,
        cast(product_views as bigint) as product_views,
        cast(searches as bigint) as searches,
        cast(cart_additions as bigint) as cart_additions,
        cast(checkouts as bigint) as checkouts,
        cast(purchases as bigint) as purchases,
        cast(store_lookups as bigint) as store_lookups,
        cast(recommendation_clicks as bigint) as recommendation_clicks,
        cast(key_events as bigint) as key_events,
        {{ to_money('engagement_seconds') }} as engagement_seconds,

        -- flags
        is_denied = 0 as is_consented,
        last_event_at > {{ add_hours('started_at', var('session_max_hours')) }} as is_runaway,

        -- timestamps
        started_at,
        least(last_event_at, {{ add_hours('started_at', var('session_max_hours')) }}) as ended_at

    from sessions_grouped

)

select * from final
