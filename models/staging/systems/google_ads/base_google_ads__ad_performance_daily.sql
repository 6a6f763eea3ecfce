with

accounts as (

    select * from {{ ref('base_google_ads__accounts') }}

),

ad_days as (

    select * from {{ ref('base_google_ads__report_days') }}
    where report_subject = 'ad'

),

campaign_days as (

    select * from {{ ref('base_google_ads__report_days') }}
    where report_subject = 'campaign'

),

ads_of_campaigns as (

    select
        campaign_id,
        performance_date,
        sum(impressions) as impressions,
        sum(clicks) as clicks,
        sum(cost_micros) as cost_micros,
        sum(conversions) as conversions,
        sum(conversions_value) as conversions_value

    from ad_days

    group by campaign_id, performance_date

),

-- Performance Max, and what Google does not tell by ad: what the campaign has above its ads.
remainders as (

    select
        campaign_days.ad_account_id,
        campaign_days.campaign_id,
        campaign_days.ad_group_id,
        campaign_days.ad_id,
        campaign_days.report_subject,
        campaign_days.performance_date,
        campaign_days.unread_value,
        greatest(campaign_days.impressions - coalesce(ads.impressions, 0), 0) as impressions,
        greatest(campaign_days.clicks - coalesce(ads.clicks, 0), 0) as clicks,
        greatest(campaign_days.cost_micros - coalesce(ads.cost_micros, 0), 0) as cost_micros,
        greatest(campaign_days.conversions - coalesce(ads.conversions, 0), 0) as conversions,
        greatest(campaign_days.conversions_value - coalesce(ads.conversions_value, 0), 0)
            as conversions_value,
        campaign_days.loaded_at

    from campaign_days

    left join ads_of_campaigns as ads
        on
            campaign_days.campaign_id = ads.campaign_id
            and campaign_days.performance_date = ads.performance_date

),

-- Fractions of conversions differ in the last places: less than a hundredth is no remainder.
days as (

    select * from ad_days
    union all
    select * from remainders
    where
        unread_value is not null
        or impressions > 0
        or clicks > 0
        or cost_micros > 0
        or conversions >= 0.01
        or conversions_value >= 0.01

),

-- Micros are added up first, so that no rounding adds up.
final as (

    select
        -- ids
        days.campaign_id,
        days.ad_group_id,
        days.ad_id,

        -- attributes
        accounts.currency,

        -- measures
        days.impressions,
        days.clicks,
        coalesce(
            days.unread_value,
            cast(
                cast(days.cost_micros as decimal(26, 0)) * cast(0.000001 as decimal(7, 6))
                as {{ dbt.type_string() }}
            )
        ) as spend_amount,
        days.conversions as platform_reported_conversions,
        days.conversions_value as platform_reported_amount,

        -- dates
        days.performance_date,

        -- timestamps
        days.loaded_at as updated_at

    from days

    left join accounts
        on days.ad_account_id = accounts.ad_account_id

)

select * from final
