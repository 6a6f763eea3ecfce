with

webshop_lines as (

    select * from {{ ref('stg_webshop__order_lines') }}

),

receipt_lines as (

    select * from {{ ref('stg_pos__receipt_lines') }}

),

marketplace_lines as (

    select * from {{ ref('stg_marketplaces__order_lines') }}

),

unioned as (

    select
        order_line_id,
        order_id,
        product_id,
        coupon_id,
        returned_order_line_id,
        item_type,
        quantity,
        gross_amount,
        discount_amount,
        coupon_discount_amount,
        third_party_coupon_amount
    from webshop_lines

    union all

    select
        receipt_line_id as order_line_id,
        receipt_id as order_id,
        product_id,
        coupon_id,
        returned_receipt_line_id as returned_order_line_id,
        item_type,
        quantity,
        gross_amount,
        discount_amount,
        coupon_discount_amount,
        third_party_coupon_amount
    from receipt_lines

    union all

    select
        order_line_id,
        order_id,
        product_id,
        cast(null as {{ dbt.type_string() }}) as coupon_id,
        returned_order_line_id,
        item_type,
        quantity,
        gross_amount,
        discount_amount,
        coupon_discount_amount,
        third_party_coupon_amount
    from marketplace_lines

),

final as (

    select
        -- ids
        order_line_id,
        order_id,
        product_id,
        coupon_id,
        returned_order_line_id,

        -- attributes
        coalesce(item_type, 'merchandise') as item_type,

        -- measures
        quantity,
        gross_amount,
        coalesce(discount_amount, 0) as discount_amount,
        coalesce(coupon_discount_amount, 0) as coupon_discount_amount,
        coalesce(third_party_coupon_amount, 0) as third_party_coupon_amount,

        -- flags
        quantity < 0 as is_return

    from unioned

)

select * from final
