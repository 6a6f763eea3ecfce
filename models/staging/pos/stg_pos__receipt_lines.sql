with

checked as (

    select * from {{ ref('base_pos__receipt_lines_checked') }} where quarantine_reason is null

),

final as (

    select
        -- ids
        receipt_line_id,
        receipt_id,
        product_id,
        coupon_id,
        returned_receipt_line_id,

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
