with

checked as (

    select * from {{ ref('base_marketplaces__order_lines_checked') }}
    where quarantine_reason is null

),

final as (

    select
        -- ids
        order_line_id,
        order_id,
        product_id,
        returned_order_line_id,

        -- attributes
        item_type,
        product_name,

        -- measures
        quantity,
        unit_price,
        gross_amount,
        discount_amount,
        coupon_discount_amount,
        third_party_coupon_amount,
        tax_amount,

        -- timestamps
        updated_at,

        -- origin
        source_system

    from checked

)

select * from final
