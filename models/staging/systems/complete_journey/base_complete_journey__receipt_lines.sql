with

transactions as (

    select * from {{ ref('base_complete_journey__transactions') }}

),

products as (

    select * from {{ ref('base_complete_journey__products') }}

),

-- The sales value is what the retailer receives: after its own discounts, before the coupon of the
-- product's maker, who pays that part. So the maker's coupon does not lower revenue. Petrol is
-- counted in thousandths of a gallon: a thousand of them cost about $2.4, the pump price of 2017.
-- Divided, it no longer outweighs everything else in the units sold.
final as (

    select
        -- ids
        concat_ws(
            '-',
            cast(transactions.basket_id as {{ dbt.type_string() }}),
            cast(transactions.product_id as {{ dbt.type_string() }})
        ) as receipt_line_id,
        transactions.basket_id as receipt_id,
        transactions.product_id,
        cast(null as {{ dbt.type_string() }}) as coupon_id,
        cast(null as {{ dbt.type_string() }}) as returned_receipt_line_id,

        -- attributes
        'merchandise' as item_type,
        cast(null as {{ dbt.type_string() }}) as product_name,

        -- measures
        case
            when products.subcategory_name = 'GASOLINE-REG UNLEADED'
                then transactions.quantity * 0.001
            else transactions.quantity
        end as quantity,
        cast(null as decimal(20, 6)) as unit_price,
        transactions.sales_value
        + transactions.retail_disc
        + transactions.coupon_match_disc as gross_amount,
        transactions.retail_disc + transactions.coupon_match_disc as discount_amount,
        transactions.coupon_match_disc as coupon_discount_amount,
        transactions.coupon_disc as third_party_coupon_amount,
        cast(null as decimal(20, 3)) as tax_amount,

        -- timestamps
        cast(null as timestamp) as updated_at

    from transactions

    left join products
        on transactions.product_id = products.product_id

)

select * from final
