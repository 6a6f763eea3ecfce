with

products as (

    select * from {{ ref('stg_webshop__products') }}

),

order_lines as (

    select * from {{ ref('fct_order_lines') }} where product_id is not null

),

-- A product that was sold but is in no list still has a row, so that joins to the ledger lose
-- nothing.
sold as (

    select distinct product_id
    from order_lines

),

final as (

    select
        -- ids
        coalesce(products.product_id, sold.product_id) as product_id,
        products.parent_product_id,
        products.supplier_id,

        -- attributes
        products.product_name,
        products.brand_name,
        products.department_name,
        products.category_name,
        products.subcategory_name,
        products.package_size,

        -- flags
        products.is_private_label,
        products.product_id is not null as is_listed,
        sold.product_id is not null as is_sold

    from products

    full outer join sold
        on products.product_id = sold.product_id

)

select * from final
