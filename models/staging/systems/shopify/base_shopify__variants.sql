with

variants as (

    {{ read_raw('shopify', shopify_table('product_variant'), {
        'variant_id|id': 'string required',
        'product_key|_dlt_parent_id|product_id': 'string required',
        'inventory_item_id': 'string',
        'sku': 'string',
        'title': 'string',
        'price': 'decimal(20, 6)',
        'created_at': 'timestamp',
        'updated_at': 'timestamp',
    }) }}

),

final as (

    select
        -- ids
        coalesce(nullif(trim(sku), ''), cast(variant_id as {{ dbt.type_string() }})) as product_id,
        cast(product_key as {{ dbt.type_string() }}) as product_key,
        cast(inventory_item_id as {{ dbt.type_string() }}) as inventory_item_id,

        -- attributes
        nullif(title, 'Default Title') as variant_name,

        -- measures
        price,

        -- timestamps
        created_at,
        updated_at

    from variants

)

select * from final
