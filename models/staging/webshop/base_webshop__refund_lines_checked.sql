with

orders as (

    select * from {{ ref('base_webshop__orders_checked') }} where quarantine_reason is null

),

systems as (

    {{ union_systems(
        domain='webshop',
        entity='refund_lines',
        key=['refund_line_id'],
        newest='updated_at',
        columns={
            'refund_line_id': 'id required',
            'refund_id': 'id',
            'order_id': 'id',
            'order_line_id': 'id',
            'product_id': 'string',
            'store_id': 'string',
            'refund_type': 'string',
            'refund_reason': 'string',
            'currency': 'string required',
            'quantity': 'decimal(18, 3)',
            'refund_amount': 'decimal(20, 3) required',
            'requested_at': 'timestamp',
            'refunded_at': 'timestamp required',
            'updated_at': 'timestamp',
        },
        accepted={
            'refund_type': ['merchandise', 'gift_card', 'shipping', 'tip', 'fee', 'adjustment'],
        },
    ) }}

),

final as (

    select
        systems.*,
        case
            when systems.breach_reason is not null then systems.breach_reason
            when systems.version_rank > 1 then 'superseded_version'
            when systems.version_number > 1 then 'duplicate_row'
            when systems.refund_amount < 0 then 'negative_refund'
            when systems.order_id is not null and orders.order_id is null then 'orphan_order'
            when systems.currency != orders.currency then 'currency_mismatch'
        end as quarantine_reason

    from systems

    left join orders
        on systems.order_id = orders.order_id

)

select * from final
