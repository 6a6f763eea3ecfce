with

sold_lines as (

    select * from {{ ref('base_square__sold_lines') }}

),

returned_lines as (

    select * from {{ ref('base_square__returned_lines') }}

),

final as (

    select
        order_id,
        line_uid,
        variation_id,
        source_order_id,
        source_line_uid,
        item_type,
        product_name,
        currency,
        taxes,
        applied_taxes,
        quantity,
        base_price_units,
        gross_units,
        discount_units,
        tax_units,
        total_units,
        is_return,
        updated_at
    from sold_lines

    union all

    select
        order_id,
        line_uid,
        variation_id,
        source_order_id,
        source_line_uid,
        item_type,
        product_name,
        currency,
        taxes,
        applied_taxes,
        quantity,
        base_price_units,
        gross_units,
        discount_units,
        tax_units,
        total_units,
        is_return,
        updated_at
    from returned_lines

)

select * from final
