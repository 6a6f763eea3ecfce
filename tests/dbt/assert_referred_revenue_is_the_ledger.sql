-- Referred revenue is that of the ledger in the first year of those who were referred, each once.

with

referrals as (

    select * from {{ ref('fct_referrals') }} where is_counted

),

orders as (

    select * from {{ ref('fct_orders') }}

),

first_sales as (

    select
        customer_id,
        min(ordered_at) as first_ordered_at
    from orders
    where order_type = 'sale'
    group by customer_id

),

ledger as (

    select coalesce(sum(orders.net_revenue_reporting), 0) as net_revenue

    from orders

    inner join first_sales
        on orders.customer_id = first_sales.customer_id

    where
        orders.customer_id in (select referrals.referred_customer_id from referrals)
        and {{ epoch_seconds('orders.ordered_at') }}
        - {{ epoch_seconds('first_sales.first_ordered_at') }} between 0 and 31535999

),

mart as (

    select coalesce(sum(referred_revenue_reporting), 0) as net_revenue from referrals

)

select
    mart.net_revenue,
    ledger.net_revenue as ledger_revenue
from mart
inner join ledger
    on mart.net_revenue != ledger.net_revenue
