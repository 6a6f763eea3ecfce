with

refund_lines as (

    select * from {{ ref('stg_webshop__refund_lines') }}

),

lines as (

    select * from {{ ref('int_channels__order_lines_unioned') }} where is_return

),

orders as (

    select * from {{ ref('int_channels__orders_deduplicated') }} where order_status = 'completed'

),

stores as (

    select * from {{ ref('stg_pos__stores') }}

),

-- A return at the till is a line of its own receipt. A refund of the webshop is a document with its
-- own numbers: the prefix keeps them apart from the numbers of orders and order lines.
unioned as (

    select
        lines.order_line_id as refund_line_id,
        lines.order_id as document_id,
        lines.product_id,
        lines.returned_order_line_id as named_order_line_id,
        cast(null as {{ dbt.type_string() }}) as named_order_id,
        orders.channel_id,
        orders.store_id,
        orders.customer_id,
        lines.item_type,
        orders.currency,
        orders.time_zone,
        -lines.quantity as quantity,
        lines.discount_amount - lines.gross_amount as refund_amount,
        orders.ordered_at as refunded_at

    from lines

    inner join orders
        on lines.order_id = orders.order_id

    union all

    select
        'refund:' || refund_lines.refund_line_id as refund_line_id,
        'refund:' || coalesce(refund_lines.refund_id, refund_lines.refund_line_id) as document_id,
        refund_lines.product_id,
        refund_lines.order_line_id as named_order_line_id,
        refund_lines.order_id as named_order_id,
        case when refund_lines.store_id is not null then 'store' end as channel_id,
        refund_lines.store_id,
        cast(null as {{ dbt.type_string() }}) as customer_id,
        coalesce(refund_lines.refund_type, 'merchandise') as item_type,
        refund_lines.currency,
        stores.time_zone,
        coalesce(refund_lines.quantity, 0) as quantity,
        refund_lines.refund_amount,
        refund_lines.refunded_at

    from refund_lines

    left join stores
        on refund_lines.store_id = stores.store_id

)

select * from unioned
