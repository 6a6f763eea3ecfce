with

ad_performance as (

    select * from {{ ref('stg_ad_platforms__ad_performance_daily') }}

),

campaigns as (

    select * from {{ ref('int_journey__campaigns_grouped') }}

),

exchange_rates as (

    select * from {{ ref('int_channels__exchange_rates_dated') }}

),

performance_grouped as (

    select
        ad_performance.performance_date as spend_date,
        ad_performance.impressions,
        ad_performance.clicks,
        ad_performance.spend_amount,
        exchange_rates.exchange_rate,
        coalesce(campaigns.channel_id, 'paid_other') as channel_id,
        campaigns.campaign_key

    from ad_performance

    left join campaigns
        on ad_performance.campaign_id = campaigns.campaign_id

    left join exchange_rates
        on
            ad_performance.currency = exchange_rates.currency
            and ad_performance.performance_date = exchange_rates.business_date

),

-- Money without an exchange rate makes the whole sum unknown, not smaller.
final as (

    select
        spend_date,
        channel_id,
        campaign_key,
        cast(coalesce(sum(impressions), 0) as bigint) as impressions,
        cast(coalesce(sum(clicks), 0) as bigint) as clicks,
        case
            when
                sum(case when spend_amount != 0 and exchange_rate is null then 1 else 0 end) = 0
                then {{ to_money('coalesce(sum(spend_amount * exchange_rate), 0)') }}
        end as spend_reporting

    from performance_grouped

    group by spend_date, channel_id, campaign_key

)

select * from final
