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
        {{ contract_counts('ad_platforms', 'campaigns', 'end_date') }}
    from campaigns
    group by source_system

    union all

    select
        {{ contract_counts('ad_platforms', 'ad_performance_daily', 'performance_date') }}
    from ad_performance_daily
    group by source_system

    union all

    select
        {{ contract_counts('ad_platforms', 'ad_clicks', 'clicked_at') }}
    from ad_clicks
    group by source_system

)

select * from final
