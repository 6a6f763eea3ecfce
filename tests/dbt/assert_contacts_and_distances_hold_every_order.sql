-- Every order has its hour, and every order of a known customer its distance, if an unknown one:
-- orders and net revenue are those of the ledger.
with

contact_times as (

    select * from {{ ref('kpi_contact_times') }}

),

distances as (

    select * from {{ ref('kpi_store_distances') }}

),

orders as (

    select * from {{ ref('fct_orders') }} where order_type = 'sale'

),

timed as (

    select coalesce(sum(orders), 0) as orders
    from contact_times

),

placed as (

    select
        coalesce(sum(orders), 0) as orders,
        coalesce(sum(net_revenue_reporting), 0) as net_revenue
    from distances

),

ledger as (

    select
        count(*) as orders,
        count(customer_id) as known_orders,
        coalesce(sum(case when customer_id is not null then net_revenue_reporting end), 0)
            as net_revenue
    from orders

)

select
    ledger.orders,
    timed.orders as timed_orders,
    placed.orders as placed_orders
from ledger
inner join timed
    on ledger.orders is not null
inner join placed
    on ledger.orders is not null
where
    ledger.orders != timed.orders
    or ledger.known_orders != placed.orders
    or ledger.net_revenue != placed.net_revenue
