with

accounts as (

    select * from {{ ref('base_meta_ads__accounts') }}

),

ads as (

    select * from {{ ref('base_meta_ads__ads') }}

),

ad_days as (

    select * from {{ ref('base_meta_ads__ad_days') }}

),

purchases as (

    select * from {{ ref('base_meta_ads__purchases') }}

),

-- A purchase may be reported for a day on which the ad was not shown.
days as (

    select
        coalesce(ad_days.ad_id, purchases.ad_id) as ad_id,
        coalesce(ad_days.performance_date, purchases.performance_date) as performance_date,
        ad_days.ad_account_id,
        coalesce(ad_days.unread_value, purchases.unread_value) as unread_value,
        ad_days.impressions,
        ad_days.clicks,
        ad_days.spend,
        purchases.conversions,
        purchases.conversions_value,
        ad_days.loaded_at

    from ad_days

    full outer join purchases
        on
            ad_days.ad_id = purchases.ad_id
            and ad_days.performance_date = purchases.performance_date

),

final as (

    select
        -- ids
        ads.campaign_id,
        ads.ad_group_id,
        days.ad_id,

        -- attributes
        accounts.currency,

        -- measures
        days.impressions,
        days.clicks,
        coalesce(days.unread_value, cast(days.spend as {{ dbt.type_string() }})) as spend_amount,
        days.conversions as platform_reported_conversions,
        days.conversions_value as platform_reported_amount,

        -- dates
        days.performance_date,

        -- timestamps
        days.loaded_at as updated_at

    from days

    left join ads
        on days.ad_id = ads.ad_id

    left join accounts
        on coalesce(days.ad_account_id, ads.ad_account_id) = accounts.ad_account_id

)

select * from final
