with

campaigns as (

    select * from {{ ref('base_ad_platforms__campaigns_checked') }} where quarantine_reason is not null

),

ad_performance_daily as (

    select * from {{ ref('base_ad_platforms__ad_performance_daily_checked') }} where quarantine_reason is not null

),

ad_clicks as (

    select * from {{ ref('base_ad_platforms__ad_clicks_checked') }} where quarantine_reason is not null

),

final as (

    select
        'ad_platforms' as domain_name,
        'campaigns' as entity_name,
        source_system,
        campaign_id as row_key,
        quarantine_reason,
        breach_column,
        breach_value
    from campaigns

    union all

    select
        'ad_platforms' as domain_name,
        'ad_performance_daily' as entity_name,
        source_system,
        concat_ws('|', campaign_id, ad_id, cast(performance_date as {{ dbt.type_string() }}), currency) as row_key,
        quarantine_reason,
        breach_column,
        breach_value
    from ad_performance_daily

    union all

    select
        'ad_platforms' as domain_name,
        'ad_clicks' as entity_name,
        source_system,
        ad_click_id as row_key,
        quarantine_reason,
        breach_column,
        breach_value
    from ad_clicks

)

select * from final
