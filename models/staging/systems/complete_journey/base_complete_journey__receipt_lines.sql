with

transactions as (

    select * from {{ ref('base_complete_journey__transactions') }}

),

-- The sales value is what the retailer receives: after its own discounts, before the coupon of the
-- product's maker, who pays that part. So the maker's coupon does not lower revenue.
final as (

    select
        -- ids
        concat_ws('-', cast(basket_id as {{ dbt.type_string() }}), cast(product_id as {{ dbt.type_string() }})) as receipt_line_id,
        basket_id as receipt_id,
        product_id,
        cast(null as {{ dbt.type_string() }}) as coupon_id,
        cast(null as {{ dbt.type_string() }}) as returned_receipt_line_id,

        -- attributes
        'merchandise' as item_type,
        cast(null as {{ dbt.type_string() }}) as product_name,

        -- measures
        quantity,
        cast(null as decimal(20, 6)) as unit_price,
        sales_value + retail_disc + coupon_match_disc as gross_amount,
        retail_disc + coupon_match_disc as discount_amount,
        coupon_match_disc as coupon_discount_amount,
        coupon_disc as third_party_coupon_amount,
        cast(null as decimal(20, 3)) as tax_amount,

        -- timestamps
        cast(null as timestamp) as updated_at

    from transactions

)

select * from final
