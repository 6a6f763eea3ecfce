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
        {{ contract_counts('webshop', 'customers', 'updated_at') }}
    from customers
    group by source_system

    union all

    select
        {{ contract_counts('webshop', 'orders', 'ordered_at') }}
    from orders
    group by source_system

    union all

    select
        {{ contract_counts('webshop', 'order_lines', 'updated_at') }}
    from order_lines
    group by source_system

    union all

    select
        {{ contract_counts('webshop', 'refund_lines', 'refunded_at') }}
    from refund_lines
    group by source_system

    union all

    select
        {{ contract_counts('webshop', 'products', 'updated_at') }}
    from products
    group by source_system

    union all

    select
        {{ contract_counts('webshop', 'carts', 'created_at') }}
    from carts
    group by source_system

)

select * from final
