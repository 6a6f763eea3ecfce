{%- set money = {'amount': 'string', 'currency': 'string'} -%}
with

orders as (

    select * from {{ ref('base_square__orders') }} where is_current

),

exploded as (

    select
        order_id,
        currency as order_currency,
        taxes,
        updated_at,
        {{ json_rows('line_items', {
            'uid': 'string',
            'catalog_object_id': 'string',
            'name': 'string',
            'quantity': 'string',
            'item_type': 'string',
            'applied_taxes': 'string',
            'base_price_money': money,
            'gross_sales_money': money,
            'total_discount_money': money,
            'total_tax_money': money,
            'total_money': money,
        }) }} as line
    from orders

),

final as (

    select
        -- ids
        order_id,
        line.uid as line_uid,
        line.catalog_object_id as variation_id,
        cast(null as {{ dbt.type_string() }}) as source_order_id,
        cast(null as {{ dbt.type_string() }}) as source_line_uid,

        -- attributes
        line.item_type as item_type,
        line.name as product_name,
        coalesce(line.total_money.currency, order_currency) as currency,
        taxes,
        line.applied_taxes as applied_taxes,

        -- measures
        line.quantity as quantity,
        line.base_price_money.amount as base_price_units,
        line.gross_sales_money.amount as gross_units,
        line.total_discount_money.amount as discount_units,
        line.total_tax_money.amount as tax_units,
        line.total_money.amount as total_units,

        -- flags
        false as is_return,

        -- timestamps
        updated_at

    from exploded

)

select * from final
