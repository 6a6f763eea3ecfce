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

    select * from {{ ref('base_webshop__refund_lines_checked') }}
    where quarantine_reason is not null

),

products as (

    select * from {{ ref('base_webshop__products_checked') }} where quarantine_reason is not null

),

carts as (

    select * from {{ ref('base_webshop__carts_checked') }} where quarantine_reason is not null

),

final as (

    select
        {{ rejected_row('webshop', 'customers', ['account_id']) }}
    from customers

    union all

    select
        {{ rejected_row('webshop', 'orders', ['order_id']) }}
    from orders

    union all

    select
        {{ rejected_row('webshop', 'order_lines', ['order_line_id']) }}
    from order_lines

    union all

    select
        {{ rejected_row('webshop', 'refund_lines', ['refund_line_id']) }}
    from refund_lines

    union all

    select
        {{ rejected_row('webshop', 'products', ['product_id']) }}
    from products

    union all

    select
        {{ rejected_row('webshop', 'carts', ['cart_id']) }}
    from carts

)

select * from final
