with

checked as (

    select * from {{ ref('base_ad_platforms__ad_performance_daily_checked') }}
    where quarantine_reason is null

),

final as (

    select
        -- ids
        campaign_id,
        ad_group_id,
        ad_id,

        -- attributes
        currency,

        -- measures
        impressions,
        clicks,
        spend_amount,
        platform_reported_conversions,
        platform_reported_amount,

        -- dates
        performance_date,

        -- timestamps
        updated_at,

        -- origin
        source_system

    from checked

)

select * from final
