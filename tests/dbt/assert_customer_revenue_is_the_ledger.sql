-- Revenue and orders of the customers are those that the ledger has of known customers.
with

customers as (

    select * from {{ ref('fct_customer_purchases') }}

),

scores as (

    select * from {{ ref('fct_customer_rfm') }}

),

orders as (

    select * from {{ ref('fct_orders') }} where order_type = 'sale' and customer_id is not null

),

totals as (

    select
        'ledger' as counted_in,
        count(*) as orders,
        coalesce(sum(net_revenue_reporting), 0) as net_revenue_reporting
    from orders

    union all

    select
        'fct_customer_purchases' as counted_in,
        coalesce(sum(orders), 0) as orders,
        coalesce(sum(known_revenue_reporting), 0) as net_revenue_reporting
    from customers

    union all

    select
        'fct_customer_rfm' as counted_in,
        coalesce(sum(orders), 0) as orders,
        coalesce(sum(known_revenue_reporting), 0) as net_revenue_reporting
    from scores

),

final as (

    select
        min(orders) as least_orders,
        max(orders) as most_orders,
        min(net_revenue_reporting) as least_revenue,
        max(net_revenue_reporting) as most_revenue

    from totals

)

select * from final
where least_orders != most_orders or least_revenue != most_revenue
