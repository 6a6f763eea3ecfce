with

documents as (

    select * from {{ ref('int_channels__refund_documents_unioned') }}

),

lines as (

    select * from {{ ref('int_channels__order_lines_unioned') }} where not is_return

),

orders as (

    select * from {{ ref('int_channels__orders_deduplicated') }}

),

-- A refund belongs to the line it takes back if both are of the same kind: postage paid back for a
-- shirt does not lower the revenue of the shirt.
traced as (

    select
        documents.*,
        sold_lines.order_line_id as sold_order_line_id,
        coalesce(sold_lines.order_id, documents.named_order_id) as sold_order_id,
        coalesce(documents.product_id, sold_lines.product_id) as sold_product_id

    from documents

    left join lines as sold_lines
        on
            documents.named_order_line_id = sold_lines.order_line_id
            and documents.item_type = sold_lines.item_type

),

-- What never became a sale cannot be taken back from revenue. A sale that is not in the data, or is
-- in another currency, cannot be lowered either: such a refund is a document of its own.
dated as (

    select
        traced.*,
        sales.channel_id as sale_channel_id,
        sales.store_id as sale_store_id,
        sales.customer_id as sale_customer_id,
        sales.order_date as sale_date,
        sales.ordered_at as sale_at,
        coalesce(sales.currency = traced.currency, false) as has_sale,
        {{ local_date(
            'traced.refunded_at',
            "coalesce(traced.time_zone, sales.time_zone, '" ~ var('default_time_zone') ~ "')"
        ) }} as refund_date

    from traced

    left join orders as sales
        on traced.sold_order_id = sales.order_id

    where coalesce(sales.order_status, 'completed') = 'completed'

),

final as (

    select
        -- ids
        refund_line_id,
        case when has_sale then sold_order_line_id end as order_line_id,
        case when has_sale then sold_order_id else document_id end as order_id,
        sold_product_id as product_id,
        case
            when has_sale then sale_channel_id else coalesce(channel_id, sale_channel_id, 'unknown')
        end as channel_id,
        case
            when has_sale then sale_store_id else coalesce(store_id, sale_store_id, 'no_store')
        end as store_id,
        coalesce(channel_id, sale_channel_id, 'unknown') as refund_channel_id,
        coalesce(store_id, sale_store_id, 'no_store') as refund_store_id,
        case
            when has_sale then coalesce(sale_customer_id, customer_id)
            else coalesce(customer_id, sale_customer_id)
        end as customer_id,

        -- attributes
        item_type,
        currency,

        -- measures
        quantity,
        cast(refund_amount as decimal(20, 3)) as refund_amount,

        -- flags
        has_sale and sold_order_line_id is not null as is_linked,

        -- dates
        case when has_sale then sale_date else refund_date end as order_date,
        refund_date,

        -- timestamps
        case when has_sale then sale_at else refunded_at end as ordered_at,
        refunded_at

    from dated

)

select * from final
