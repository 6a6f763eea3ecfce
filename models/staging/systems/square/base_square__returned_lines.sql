{%- set money = {'amount': 'string', 'currency': 'string'} -%}
with

orders as (

    select * from {{ ref('base_square__orders') }} where is_current

),

returns as (

    select
        order_id,
        currency as order_currency,
        updated_at,
        {{ json_rows('returns', {
            'source_order_id': 'string',
            'return_line_items': 'string',
            'return_taxes': 'string',
        }) }} as taken_back
    from orders

),

exploded as (

    select
        *,
        {{ json_rows('taken_back.return_line_items', {
            'uid': 'string',
            'source_line_item_uid': 'string',
            'catalog_object_id': 'string',
            'name': 'string',
            'quantity': 'string',
            'item_type': 'string',
            'applied_taxes': 'string',
            'base_price_money': money,
            'gross_return_money': money,
            'total_discount_money': money,
            'total_tax_money': money,
            'total_money': money,
        }) }} as line
    from returns

),

final as (

    select
        -- ids
        order_id,
        line.uid as line_uid,
        line.catalog_object_id as variation_id,
        taken_back.source_order_id as source_order_id,
        line.source_line_item_uid as source_line_uid,

        -- attributes
        line.item_type as item_type,
        line.name as product_name,
        coalesce(line.total_money.currency, order_currency) as currency,
        taken_back.return_taxes as taxes,
        line.applied_taxes as applied_taxes,

        -- measures
        line.quantity as quantity,
        line.base_price_money.amount as base_price_units,
        line.gross_return_money.amount as gross_units,
        line.total_discount_money.amount as discount_units,
        line.total_tax_money.amount as tax_units,
        line.total_money.amount as total_units,

        -- flags
        true as is_return,

        -- timestamps
        updated_at

    from exploded

)

select * from final
