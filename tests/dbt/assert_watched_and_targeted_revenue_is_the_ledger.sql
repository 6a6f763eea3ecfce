-- What is watched day by day, and what is set against a target in a month that is over, is the
-- ledger's: by channel and for all of them.
with

orders as (

    select * from {{ ref('fct_orders') }}

),

kpi_days as (

    select * from {{ ref('fct_kpi_days') }} where kpi_name = 'net_revenue'

),

targets as (

    select * from {{ ref('kpi_targets_monthly') }}
    where kpi_name = 'net_revenue' and is_month_over

),

ledger_days as (

    select
        channel_id,
        order_date,
        sum(net_revenue_reporting) as net_revenue
    from orders
    group by channel_id, order_date

    union all

    select
        '(all)' as channel_id,
        order_date,
        sum(net_revenue_reporting) as net_revenue
    from orders
    group by order_date

),

last_days as (

    select max(business_date) as last_date
    from kpi_days

),

wrong_days as (

    select coalesce(kpi_days.channel_id, ledger_days.channel_id) as channel_id
    from kpi_days
    full join ledger_days
        on
            kpi_days.channel_id = ledger_days.channel_id
            and kpi_days.business_date = ledger_days.order_date
    inner join last_days
        on coalesce(kpi_days.business_date, ledger_days.order_date) <= last_days.last_date
    where coalesce(kpi_days.numerator, 0) != coalesce(ledger_days.net_revenue, 0)

),

wrong_months as (

    select
        targets.channel_id,
        targets.target_month
    from targets
    inner join ledger_days
        on
            targets.channel_id = ledger_days.channel_id
            and targets.target_month
            = cast({{ dbt.date_trunc('month', 'ledger_days.order_date') }} as date)
    group by targets.channel_id, targets.target_month, targets.numerator
    having sum(ledger_days.net_revenue) != targets.numerator

)

select channel_id
from wrong_days

union all

select channel_id
from wrong_months
