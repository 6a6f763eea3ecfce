with

checked as (

    select * from {{ ref('base_web_analytics__events_checked') }} where quarantine_reason is null

),

final as (

    select
        -- ids
        event_id,
        visitor_id,
        session_id,
        account_id,
        transaction_reference,
        product_id,
        store_id,

        -- attributes
        event_name,
        platform,
        page_path,
        referrer_host,
        traffic_source,
        traffic_medium,
        campaign_name,
        ad_click_id,
        search_term,
        device_category,
        country_code,
        analytics_consent,
        currency,

        -- measures
        event_amount,
        engagement_seconds,

        -- flags
        is_bot,

        -- timestamps
        event_at,

        -- origin
        source_system

    from checked

)

select * from final
