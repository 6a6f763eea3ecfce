with

refund_lines as (

    select * from {{ ref('stg_webshop__refund_lines') }}

),

lines as (

    select * from {{ ref('int_channels__order_lines_unioned') }}

),

orders as (

    select * from {{ ref('int_channels__orders_unioned') }}

),

-- A return at the till is a line of its own receipt; a refund of the webshop is a document of its
-- own.
unioned as (

    select
        order_line_id as refund_line_id,
        order_id as document_id,
        cast(null as {{ dbt.type_string() }}) as named_order_id,
        returned_order_line_id as named_order_line_id,
        product_id,
        cast(null as {{ dbt.type_string() }}) as store_id,
        item_type,
        cast(null as {{ dbt.type_string() }}) as currency,
        -quantity as quantity,
        discount_amount - gross_amount as refund_amount,
        cast(null as timestamp) as refunded_at
    from lines
    where is_return

    union all

    select
        refund_line_id,
        coalesce(order_id, refund_id, refund_line_id) as document_id,
        order_id as named_order_id,
        order_line_id as named_order_line_id,
        product_id,
        store_id,
        coalesce(refund_type, 'merchandise') as item_type,
        currency,
        coalesce(quantity, 0) as quantity,
        refund_amount,
        refunded_at
    from refund_lines

),

-- The refund belongs to the line it takes back, if that line is known and of the same kind: postage
-- paid back for a shirt does not lower the revenue of the shirt.
linked as (

    select
        unioned.*,
        sold_lines.order_line_id,
        coalesce(sold_lines.order_id, unioned.named_order_id, unioned.document_id) as order_id

    from unioned

    left join lines as sold_lines
        on
            unioned.named_order_line_id = sold_lines.order_line_id
            and unioned.item_type = sold_lines.item_type
            and not sold_lines.is_return

),

final as (

    select
        -- ids
        linked.refund_line_id,
        linked.order_line_id,
        linked.order_id,
        coalesce(linked.product_id, sold_lines.product_id) as product_id,
        coalesce(orders.channel_id, documents.channel_id, 'unknown') as channel_id,
        coalesce(orders.store_id, documents.store_id, 'no_store') as store_id,
        coalesce(documents.channel_id, 'unknown') as refund_channel_id,
        coalesce(linked.store_id, documents.store_id, 'no_store') as refund_store_id,
        coalesce(orders.customer_id, documents.customer_id) as customer_id,

        -- attributes
        linked.item_type,
        coalesce(linked.currency, documents.currency) as currency,

        -- measures
        linked.quantity,
        cast(linked.refund_amount as decimal(20, 3)) as refund_amount,

        -- flags
        linked.order_line_id is not null as is_linked,

        -- dates
        coalesce(orders.order_date, {{ local_date(
            'coalesce(linked.refunded_at, documents.ordered_at)',
            "coalesce(documents.time_zone, '" ~ var('default_time_zone') ~ "')"
        ) }}) as order_date,
        {{ local_date(
            'coalesce(linked.refunded_at, documents.ordered_at)',
            "coalesce(documents.time_zone, '" ~ var('default_time_zone') ~ "')"
        ) }} as refund_date,

        -- timestamps
        coalesce(linked.refunded_at, documents.ordered_at) as refunded_at

    from linked

    left join orders as documents
        on linked.document_id = documents.order_id

    left join orders
        on linked.order_id = orders.order_id

    left join lines as sold_lines
        on linked.order_line_id = sold_lines.order_line_id

    -- What never became a sale cannot be taken back from revenue.
    where
        coalesce(documents.order_status, 'completed') = 'completed'
        and coalesce(orders.order_status, 'completed') = 'completed'

)

select * from final
