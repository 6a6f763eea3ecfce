with

checked as (

    select * from {{ ref('base_webshop__products_checked') }} where quarantine_reason is null

),

final as (

    select
        -- ids
        product_id,
        parent_product_id,
        supplier_id,

        -- attributes
        product_name,
        brand_name,
        department_name,
        category_name,
        subcategory_name,
        package_size,
        currency,

        -- measures
        list_price,
        unit_cost,

        -- flags
        is_private_label,
        is_active,

        -- timestamps
        created_at,
        updated_at,

        -- origin
        source_system

    from checked

)

select * from final
