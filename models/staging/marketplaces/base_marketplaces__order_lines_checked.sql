with

orders as (

    select * from {{ ref('base_marketplaces__orders_checked') }} where quarantine_reason is null

),

systems as (

    {{ union_systems(
        domain='marketplaces',
        entity='order_lines',
        key=['order_line_id'],
        newest='updated_at',
        columns={
            'order_line_id': 'id required',
            'order_id': 'id required',
            'product_id': 'string',
            'returned_order_line_id': 'id',
            'item_type': 'string',
            'product_name': 'string',
            'quantity': 'decimal(18, 3) required',
            'unit_price': 'decimal(20, 6)',
            'gross_amount': 'decimal(20, 3) required',
            'discount_amount': 'decimal(20, 3)',
            'coupon_discount_amount': 'decimal(20, 3)',
            'third_party_coupon_amount': 'decimal(20, 3)',
            'tax_amount': 'decimal(20, 3)',
            'updated_at': 'timestamp',
        },
        accepted={
            'item_type': ['merchandise', 'gift_card', 'shipping', 'tip', 'fee', 'adjustment'],
        },
    ) }}

),

-- A negative price or an amount against the direction of the quantity is a correction
-- booked as a sale: it is kept out, and counted, rather than summed into revenue.
final as (

    select
        systems.*,
        case
            when systems.breach_reason is not null then systems.breach_reason
            when systems.version_rank > 1 then 'superseded_version'
            when systems.version_number > 1 then 'duplicate_row'
            when systems.unit_price < 0 then 'negative_price'
            when systems.quantity > 0 and systems.gross_amount < 0 then 'sign_mismatch'
            when systems.quantity < 0 and systems.gross_amount > 0 then 'sign_mismatch'
            when orders.order_id is null then 'orphan_order'
        end as quarantine_reason

    from systems

    left join orders
        on systems.order_id = orders.order_id

)

select * from final
