with

checked as (

    select * from {{ ref('base_marketplaces__listing_performance_daily_checked') }}
    where quarantine_reason is null

),

final as (

    select
        -- ids
        product_id,

        -- attributes
        marketplace_name,

        -- measures
        impressions,
        visits,
        page_views,

        -- dates
        performance_date,

        -- timestamps
        updated_at,

        -- origin
        source_system

    from checked

)

select * from final
