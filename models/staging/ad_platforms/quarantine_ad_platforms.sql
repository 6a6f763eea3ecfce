with

campaigns as (

    select * from {{ ref('base_ad_platforms__campaigns_checked') }}
    where quarantine_reason is not null

),

ad_performance_daily as (

    select * from {{ ref('base_ad_platforms__ad_performance_daily_checked') }}
    where quarantine_reason is not null

),

ad_clicks as (

    select * from {{ ref('base_ad_platforms__ad_clicks_checked') }}
    where quarantine_reason is not null

),

final as (

    select
        {{ rejected_row('ad_platforms', 'campaigns', ['campaign_id']) }}
    from campaigns

    union all

    select
        {{ rejected_row(
            'ad_platforms',
            'ad_performance_daily',
            ['campaign_id', 'ad_id', 'performance_date', 'currency']
        ) }}
    from ad_performance_daily

    union all

    select
        {{ rejected_row('ad_platforms', 'ad_clicks', ['ad_click_id']) }}
    from ad_clicks

)

select * from final
