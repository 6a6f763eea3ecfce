with

campaigns as (

    select * from {{ ref('base_ad_platforms__campaigns_checked') }}

),

ad_performance_daily as (

    select * from {{ ref('base_ad_platforms__ad_performance_daily_checked') }}

),

ad_clicks as (

    select * from {{ ref('base_ad_platforms__ad_clicks_checked') }}

),

final as (

    select
        'ad_platforms' as domain_name,
        'campaigns' as entity_name,
        source_system,
        count(*) as rows_in,
        count(case when quarantine_reason is null then 1 end) as rows_out,
        count(quarantine_reason) as rows_quarantined,
        cast(max(case when quarantine_reason is null then end_date end) as timestamp) as freshest_at
    from campaigns
    group by source_system

    union all

    select
        'ad_platforms' as domain_name,
        'ad_performance_daily' as entity_name,
        source_system,
        count(*) as rows_in,
        count(case when quarantine_reason is null then 1 end) as rows_out,
        count(quarantine_reason) as rows_quarantined,
        cast(max(case when quarantine_reason is null then performance_date end) as timestamp) as freshest_at
    from ad_performance_daily
    group by source_system

    union all

    select
        'ad_platforms' as domain_name,
        'ad_clicks' as entity_name,
        source_system,
        count(*) as rows_in,
        count(case when quarantine_reason is null then 1 end) as rows_out,
        count(quarantine_reason) as rows_quarantined,
        cast(max(case when quarantine_reason is null then clicked_at end) as timestamp) as freshest_at
    from ad_clicks
    group by source_system

)

select * from final
