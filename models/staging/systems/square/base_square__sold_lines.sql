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
            'base_price_money': square_money(),
            'gross_sales_money': square_money(),
            'total_discount_money': square_money(),
            'total_tax_money': square_money(),
            'total_money': square_money(),
        }) }} as item
    from orders

),

final as (

    select
        -- ids
        exploded.order_id,
        exploded.item.uid as line_uid,
        exploded.item.catalog_object_id as variation_id,
        cast(null as {{ dbt.type_string() }}) as source_order_id,
        cast(null as {{ dbt.type_string() }}) as source_line_uid,

        -- attributes
        exploded.item.item_type,
        exploded.item.name as product_name,
        coalesce(exploded.item.total_money.currency, exploded.order_currency) as currency,
        exploded.taxes,
        exploded.item.applied_taxes,

        -- measures
        exploded.item.quantity,
        exploded.item.base_price_money.amount as base_price_units,
        exploded.item.gross_sales_money.amount as gross_units,
        exploded.item.total_discount_money.amount as discount_units,
        exploded.item.total_tax_money.amount as tax_units,
        exploded.item.total_money.amount as total_units,

        -- flags
        false as is_return,

        -- timestamps
        exploded.updated_at

    from exploded

)

select * from final
