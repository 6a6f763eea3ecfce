-- Purchases in the timelines are the orders of known customers, in number and money.

with

timeline as (

    select * from {{ ref('fct_customer_timeline') }} where event_kind = 'purchase'

),

orders as (

    select * from {{ ref('fct_orders') }} where order_type = 'sale' and customer_id is not null

),

counted as (

    select
        'timeline' as side,
        count(*) as purchases,
        count(distinct order_id) as orders,
        coalesce(sum(event_amount_reporting), 0) as net_revenue_reporting
    from timeline

    union all

    select
        'ledger' as side,
        count(*) as purchases,
        count(*) as orders,
        coalesce(sum(net_revenue_reporting), 0) as net_revenue_reporting
    from orders

)

select
    purchases,
    orders,
    net_revenue_reporting

from counted

group by purchases, orders, net_revenue_reporting

having count(*) != 2
