-- Every order of a known customer is in exactly one row of the cohort table, and in its first month
-- a cohort is active as a whole.
with

orders as (

    select * from {{ ref('fct_orders') }} where order_type = 'sale' and customer_id is not null

),

retention as (

    select * from {{ ref('kpi_retention_monthly') }}

),

expected as (

    select
        count(*) as orders,
        count(distinct customer_id) as customers

    from orders

),

found as (

    select
        coalesce(sum(orders), 0) as orders,
        coalesce(sum(case when months_since_first_order = 0 then cohort_customers end), 0)
            as customers,
        coalesce(sum(case when months_since_first_order = 0 then active_customers end), 0)
            as first_month_customers

    from retention

),

final as (

    select
        expected.orders as ledger_orders,
        found.orders as cohort_orders,
        expected.customers as ledger_customers,
        found.customers as cohort_customers,
        found.first_month_customers

    from expected

    cross join found

)

select * from final
where
    ledger_orders != cohort_orders
    or ledger_customers != cohort_customers
    or ledger_customers != first_month_customers
