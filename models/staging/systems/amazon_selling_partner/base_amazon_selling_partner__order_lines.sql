with

items as (

    select * from {{ ref('base_amazon_selling_partner__items') }}

),

-- An order that is not paid, or cancelled, has no prices: that is no missing value.
final as (

    select
        -- ids
        cast(order_id as {{ dbt.type_string() }})
        || '-' || cast(order_item_id as {{ dbt.type_string() }}) as order_line_id,
        order_id,
        product_id,
        cast(null as {{ dbt.type_string() }}) as returned_order_line_id,

        -- attributes
        'merchandise' as item_type,
        product_name,

        -- measures
        quantity,
        cast(null as decimal(20, 6)) as unit_price,
        coalesce(
            cast(gross_amount as {{ dbt.type_string() }}),
            cast(delivered_price as {{ dbt.type_string() }}),
            case when order_status != 'completed' then '0' end
        ) as gross_amount,
        discount_amount,
        cast(null as decimal(20, 3)) as coupon_discount_amount,
        cast(null as decimal(20, 3)) as third_party_coupon_amount,
        tax_amount,

        -- timestamps
        updated_at

    from items

)

select * from final
