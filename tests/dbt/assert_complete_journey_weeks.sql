{{ config(enabled=(var('pos') == ['complete_journey'] and not var('is_slice'))) }}
-- The retailer's own week numbers say which zone its timestamps are in: dated in New York, each
-- business date lies in one week, and that week begins on the Monday which the placements use.
with

transactions as (

    select * from {{ source('complete_journey', 'transactions') }}

),

dated as (

    select distinct
        week,
        {{ local_date('transaction_timestamp', "'America/New_York'") }} as business_date,
        {{ add_days("date '2016-12-19'", 'cast(7 * week as integer)') }} as week_start_date

    from transactions

),

orders as (

    select * from {{ ref('fct_orders') }} where order_id like 'complete_journey:%'

),

order_dates as (

    select distinct order_date
    from orders

),

weeks_by_date as (

    select
        order_dates.order_date,
        count(dated.week) as weeks,
        count(
            case
                when
                    dated.week_start_date <= order_dates.order_date
                    and order_dates.order_date < {{ add_days('dated.week_start_date', 7) }}
                    then 1
            end
        ) as fitting_weeks

    from order_dates

    left join dated
        on order_dates.order_date = dated.business_date

    group by order_dates.order_date

)

select * from weeks_by_date
where weeks != 1 or fitting_weeks != 1
