with

customers as (

    select * from {{ ref('base_webshop__customers_checked') }} where quarantine_reason is not null

),

orders as (

    select * from {{ ref('base_webshop__orders_checked') }} where quarantine_reason is not null

),

order_lines as (

    select * from {{ ref('base_webshop__order_lines_checked') }} where quarantine_reason is not null

),

refund_lines as (

    select * from {{ ref('base_webshop__refund_lines_checked') }} where quarantine_reason is not null

),

products as (

    select * from {{ ref('base_webshop__products_checked') }} where quarantine_reason is not null

),

carts as (

    select * from {{ ref('base_webshop__carts_checked') }} where quarantine_reason is not null

),

final as (

    select
        'webshop' as domain_name,
        'customers' as entity_name,
        source_system,
        account_id as row_key,
        quarantine_reason,
        breach_column,
        breach_value
    from customers

    union all

    select
        'webshop' as domain_name,
        'orders' as entity_name,
        source_system,
        order_id as row_key,
        quarantine_reason,
        breach_column,
        breach_value
    from orders

    union all

    select
        'webshop' as domain_name,
        'order_lines' as entity_name,
        source_system,
        order_line_id as row_key,
        quarantine_reason,
        breach_column,
        breach_value
    from order_lines

    union all

    select
        'webshop' as domain_name,
        'refund_lines' as entity_name,
        source_system,
        refund_line_id as row_key,
        quarantine_reason,
        breach_column,
        breach_value
    from refund_lines

    union all

    select
        'webshop' as domain_name,
        'products' as entity_name,
        source_system,
        product_id as row_key,
        quarantine_reason,
        breach_column,
        breach_value
    from products

    union all

    select
        'webshop' as domain_name,
        'carts' as entity_name,
        source_system,
        cart_id as row_key,
        quarantine_reason,
        breach_column,
        breach_value
    from carts

)

select * from final
