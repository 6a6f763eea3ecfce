with

orders as (

    select * from {{ ref('fct_orders') }} where order_type = 'sale'

),

dates as (

    select * from {{ ref('dim_dates') }}

),

-- Business dates come first: two zones can turn the order of two moments round.
orders_ranked as (

    select
        customer_id,
        channel_id,
        order_date,
        net_revenue_reporting,
        cast(date_trunc('month', order_date) as date) as order_month,
        row_number() over (
            partition by customer_id
            order by order_date, ordered_at, order_id
        ) as order_number

    from orders

    where customer_id is not null

),

cohorts as (

    select
        customer_id,
        channel_id as first_channel_id,
        order_month as cohort_month

    from orders_ranked

    where order_number = 1

),

cohort_sizes as (

    select
        cohort_month,
        first_channel_id,
        count(*) as cohort_customers

    from cohorts

    group by cohort_month, first_channel_id

),

last_day as (

    select max(order_date) as last_order_date
    from orders

),

months as (

    select
        dates.month_start_date as activity_month,
        max(dates.date_day) as last_date_of_month,
        max(last_day.last_order_date) as last_order_date

    from dates

    inner join last_day
        on dates.month_start_date <= last_day.last_order_date

    group by dates.month_start_date

),

activity as (

    select
        cohorts.cohort_month,
        cohorts.first_channel_id,
        orders_ranked.order_month as activity_month,
        count(distinct cohorts.customer_id) as active_customers,
        count(*) as orders,
        sum(orders_ranked.net_revenue_reporting) as net_revenue_reporting

    from orders_ranked

    inner join cohorts
        on orders_ranked.customer_id = cohorts.customer_id

    group by cohorts.cohort_month, cohorts.first_channel_id, orders_ranked.order_month

),

-- Every cohort has a row for every later month up to the last one with orders, also where nobody
-- came back: a missing row would read as unknown, and an average over rows would leave the zero
-- out.
final as (

    select
        -- ids
        cohort_sizes.first_channel_id,

        -- measures
        cast(
            {{ months_between('cohort_sizes.cohort_month', 'months.activity_month') }} as bigint
        ) as months_since_first_order,
        cast(cohort_sizes.cohort_customers as bigint) as cohort_customers,
        cast(coalesce(activity.active_customers, 0) as bigint) as active_customers,
        cast(coalesce(activity.orders, 0) as bigint) as orders,
        case
            when activity.activity_month is null then 0 else activity.net_revenue_reporting
        end as net_revenue_reporting,
        case
            when months.last_date_of_month <= months.last_order_date
                then {{ safe_divide(
                    'coalesce(activity.active_customers, 0)', 'cohort_sizes.cohort_customers'
                ) }}
        end as retention_rate,

        -- flags
        months.last_date_of_month <= months.last_order_date as is_month_complete,

        -- dates
        cohort_sizes.cohort_month,
        months.activity_month

    from cohort_sizes

    inner join months
        on cohort_sizes.cohort_month <= months.activity_month

    left join activity
        on
            cohort_sizes.cohort_month = activity.cohort_month
            and cohort_sizes.first_channel_id = activity.first_channel_id
            and months.activity_month = activity.activity_month

)

select * from final
