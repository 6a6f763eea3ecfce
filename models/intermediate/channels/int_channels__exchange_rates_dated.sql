with

orders as (

    select * from {{ ref('int_channels__orders_deduplicated') }}

),

refund_lines as (

    select * from {{ ref('int_channels__refund_lines_unioned') }}

),

ad_performance as (

    select * from {{ ref('stg_ad_platforms__ad_performance_daily') }}

),

exchange_rates as (

    select * from {{ ref('stg_enrichment__exchange_rates') }}

),

rates_into_reporting_currency as (

    select *
    from exchange_rates
    where to_currency = '{{ var("reporting_currency") }}'

),

days as (

    select
        currency,
        order_date as business_date
    from orders
    union distinct
    select
        currency,
        refund_date as business_date
    from refund_lines
    union distinct
    select
        currency,
        performance_date as business_date
    from ad_performance

),

-- The last rate known on the day; a currency without any rate keeps an empty amount, never the rate
-- 1.
latest_rates as (

    select
        days.currency,
        days.business_date,
        max(rates_into_reporting_currency.rate_date) as rate_date

    from days

    left join rates_into_reporting_currency
        on
            days.currency = rates_into_reporting_currency.from_currency
            and days.business_date >= rates_into_reporting_currency.rate_date

    group by days.currency, days.business_date

),

final as (

    select
        latest_rates.currency,
        latest_rates.business_date,
        case
            when latest_rates.currency = '{{ var("reporting_currency") }}'
                then cast(1 as decimal(18, 8))
            else rates_into_reporting_currency.exchange_rate
        end as exchange_rate,
        coalesce(
            latest_rates.currency != '{{ var("reporting_currency") }}'
            and latest_rates.rate_date < latest_rates.business_date,
            false
        ) as is_exchange_rate_estimated

    from latest_rates

    left join rates_into_reporting_currency
        on
            latest_rates.currency = rates_into_reporting_currency.from_currency
            and latest_rates.rate_date = rates_into_reporting_currency.rate_date

)

select * from final
