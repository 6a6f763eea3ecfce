-- What the long table of the funnel adds up is what the ledger and the advertising reports hold.
with

funnel as (

    select * from {{ ref('kpi_funnel_monthly') }} where channel_id = '(all)'

),

orders as (

    select * from {{ ref('fct_orders') }}

),

spend as (

    select * from {{ ref('int_attribution__spend_daily') }}

),

-- Where the spend of one campaign is unknown, that of its channel and day is.
spend_daily as (

    select
        channel_id,
        spend_date,
        sum(clicks) as clicks,
        case when count(*) = count(spend_reporting) then sum(spend_reporting) end as amount

    from spend

    group by channel_id, spend_date

),

expected as (

    select
        'net_revenue' as kpi_name,
        sum(net_revenue_reporting) as amount
    from orders

    union all

    select
        'orders' as kpi_name,
        sum(case when order_type = 'sale' then 1 else 0 end) as amount
    from orders

    union all

    select
        'cost_per_click' as kpi_name,
        sum(case when clicks is not null then amount end) as amount
    from spend_daily

),

shown as (

    select
        kpi_name,
        sum(numerator) as amount

    from funnel

    group by kpi_name

)

select
    expected.kpi_name,
    expected.amount as expected_amount,
    shown.amount as shown_amount

from expected

left join shown
    on expected.kpi_name = shown.kpi_name

where coalesce(expected.amount, 0) != coalesce(shown.amount, 0)
