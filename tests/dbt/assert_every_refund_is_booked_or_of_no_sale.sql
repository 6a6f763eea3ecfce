-- A refund is missing from `fct_refund_lines` only if it takes back an order that never was a sale.
with

documents as (

    select * from {{ ref('int_channels__refund_documents_unioned') }}

),

refund_lines as (

    select * from {{ ref('fct_refund_lines') }}

),

lines as (

    select * from {{ ref('int_channels__order_lines_unioned') }}

),

no_sales as (

    select * from {{ ref('int_channels__orders_deduplicated') }} where order_status != 'completed'

),

missing as (

    select
        documents.refund_line_id,
        coalesce(lines.order_id, documents.named_order_id) as order_id

    from documents

    left join refund_lines
        on documents.refund_line_id = refund_lines.refund_line_id

    left join lines
        on documents.named_order_line_id = lines.order_line_id

    where refund_lines.refund_line_id is null

),

final as (

    select
        missing.refund_line_id,
        missing.order_id

    from missing

    left join no_sales
        on missing.order_id = no_sales.order_id

    where no_sales.order_id is null

)

select * from final
