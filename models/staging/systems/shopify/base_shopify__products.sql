with

variants as (

    select * from {{ ref('base_shopify__variants') }}

),

shop as (

    select * from {{ ref('base_shopify__shop') }}

),

loads as (

    select * from {{ ref('base_shopify__loads') }}

),

products as (

    {{ read_raw('shopify', shopify_table('product'), {
        'product_key|_dlt_id|id': 'string required',
        'parent_product_id|id': 'string required',
        'load_id|_dlt_load_id|_fivetran_synced': 'string seldom',
        'title': 'string',
        'vendor': 'string',
        'product_type': 'string',
        'status': 'string',
    }) }}

),

inventory_items as (

    {{ read_raw('shopify', shopify_table('inventory_item'), {
        'inventory_item_id|id': 'string required',
        'cost|unit_cost_amount': 'decimal(20, 6)',
    }, optional=true) }}

),

loaded as (

    select
        cast(products.product_key as {{ dbt.type_string() }}) as product_key,
        cast(products.parent_product_id as {{ dbt.type_string() }}) as parent_product_id,
        products.title,
        products.vendor,
        products.product_type,
        products.status

    from products

    left join loads
        on cast(products.load_id as {{ dbt.type_string() }}) = loads.load_id

    where loads.load_id is not null or '{{ var("shopify_loader") }}' != 'dlt'

),

costs as (

    select
        cast(inventory_item_id as {{ dbt.type_string() }}) as inventory_item_id,
        max({{ parse_value('cost', 'decimal(20, 6)') }}) as unit_cost

    from inventory_items
    group by cast(inventory_item_id as {{ dbt.type_string() }})

),

-- A variant is what is sold. Where the shop's prices have tax in them, the price without is not
-- known.
final as (

    select
        -- ids
        variants.product_id,
        loaded.parent_product_id,
        cast(null as {{ dbt.type_string() }}) as supplier_id,

        -- attributes
        concat_ws(' ', loaded.title, variants.variant_name) as product_name,
        loaded.vendor as brand_name,
        cast(null as {{ dbt.type_string() }}) as department_name,
        loaded.product_type as category_name,
        cast(null as {{ dbt.type_string() }}) as subcategory_name,
        cast(null as {{ dbt.type_string() }}) as package_size,
        shop.currency,

        -- measures
        case when not shop.is_tax_included then variants.price end as list_price,
        costs.unit_cost,

        -- flags
        cast(null as boolean) as is_private_label,
        lower(loaded.status) = 'active' as is_active,

        -- timestamps
        variants.created_at,
        variants.updated_at

    from variants

    inner join loaded
        on variants.product_key = loaded.product_key

    left join costs
        on variants.inventory_item_id = costs.inventory_item_id

    cross join shop

)

select * from final
