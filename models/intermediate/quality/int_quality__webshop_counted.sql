with

customers as (

    select * from {{ ref('base_webshop__customers_checked') }}

),

orders as (

    select * from {{ ref('base_webshop__orders_checked') }}

),

order_lines as (

    select * from {{ ref('base_webshop__order_lines_checked') }}

),

refund_lines as (

    select * from {{ ref('base_webshop__refund_lines_checked') }}

),

products as (

    select * from {{ ref('base_webshop__products_checked') }}

),

carts as (

    select * from {{ ref('base_webshop__carts_checked') }}

),

final as (

    select
        'webshop' as domain_name,
        'customers' as entity_name,
        source_system,
        count(*) as rows_in,
        count(case when quarantine_reason is null then 1 end) as rows_out,
        count(quarantine_reason) as rows_quarantined,
        cast(max(case when quarantine_reason is null then updated_at end) as timestamp) as freshest_at
    from customers
    group by source_system

    union all

    select
        'webshop' as domain_name,
        'orders' as entity_name,
        source_system,
        count(*) as rows_in,
        count(case when quarantine_reason is null then 1 end) as rows_out,
        count(quarantine_reason) as rows_quarantined,
        cast(max(case when quarantine_reason is null then ordered_at end) as timestamp) as freshest_at
    from orders
    group by source_system

    union all

    select
        'webshop' as domain_name,
        'order_lines' as entity_name,
        source_system,
        count(*) as rows_in,
        count(case when quarantine_reason is null then 1 end) as rows_out,
        count(quarantine_reason) as rows_quarantined,
        cast(max(case when quarantine_reason is null then updated_at end) as timestamp) as freshest_at
    from order_lines
    group by source_system

    union all

    select
        'webshop' as domain_name,
        'refund_lines' as entity_name,
        source_system,
        count(*) as rows_in,
        count(case when quarantine_reason is null then 1 end) as rows_out,
        count(quarantine_reason) as rows_quarantined,
        cast(max(case when quarantine_reason is null then refunded_at end) as timestamp) as freshest_at
    from refund_lines
    group by source_system

    union all

    select
        'webshop' as domain_name,
        'products' as entity_name,
        source_system,
        count(*) as rows_in,
        count(case when quarantine_reason is null then 1 end) as rows_out,
        count(quarantine_reason) as rows_quarantined,
        cast(max(case when quarantine_reason is null then updated_at end) as timestamp) as freshest_at
    from products
    group by source_system

    union all

    select
        'webshop' as domain_name,
        'carts' as entity_name,
        source_system,
        count(*) as rows_in,
        count(case when quarantine_reason is null then 1 end) as rows_out,
        count(quarantine_reason) as rows_quarantined,
        cast(max(case when quarantine_reason is null then created_at end) as timestamp) as freshest_at
    from carts
    group by source_system

)

select * from final
