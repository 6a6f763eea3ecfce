with

products as (

    {{ read_raw('complete_journey', 'products', {
        'product_id': 'bigint required',
        'manufacturer_id': 'bigint',
        'department': 'string',
        'brand': 'string',
        'product_category': 'string',
        'product_type': 'string',
        'package_size': 'string',
    }, optional=true) }}

),

final as (

    select
        -- ids
        product_id,
        cast(null as {{ dbt.type_string() }}) as parent_product_id,
        manufacturer_id as supplier_id,

        -- attributes
        product_type as product_name,
        brand as brand_name,
        department as department_name,
        product_category as category_name,
        product_type as subcategory_name,
        package_size,
        'USD' as currency,

        -- measures
        cast(null as decimal(20, 6)) as list_price,
        cast(null as decimal(20, 6)) as unit_cost,

        -- flags
        brand = 'Private' as is_private_label,
        cast(null as boolean) as is_active,

        -- timestamps
        cast(null as timestamp) as created_at,
        cast(null as timestamp) as updated_at

    from products

)

select * from final
