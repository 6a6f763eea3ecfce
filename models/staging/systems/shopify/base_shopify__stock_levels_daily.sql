with

states as (

    select * from {{ ref('base_shopify__stock_states') }}

),

variants as (

    select * from {{ ref('base_shopify__variants') }}

),

shop as (

    select * from {{ ref('base_shopify__shop') }}

),

system_stores as (

    select * from {{ ref('system_stores') }}
    where source_system = 'shopify'

),

loads as (

    select * from {{ ref('base_shopify__loads') }}

),

levels as (

    {{ read_raw('shopify', shopify_table('inventory_level'), {
        'level_key|_dlt_id|id': 'string',
        'load_id|_dlt_load_id|_fivetran_synced': 'string seldom',
        'inventory_item_id': 'string required',
        'location_id': 'string required',
        'available': 'decimal(18, 3) seldom',
        'updated_at': 'timestamp required',
    }) }}

),

loaded as (

    select levels.*

    from levels

    left join loads
        on cast(levels.load_id as {{ dbt.type_string() }}) = loads.load_id

    where loads.load_id is not null or '{{ var("shopify_loader") }}' != 'dlt'

),

items as (

    select
        inventory_item_id,
        min(product_id) as product_id

    from variants
    group by inventory_item_id

),

counted as (

    select
        cast(loaded.location_id as {{ dbt.type_string() }}) as location_id,
        items.product_id,
        coalesce(
            cast(states.units_available as {{ dbt.type_string() }}),
            cast(loaded.available as {{ dbt.type_string() }})
        ) as units_available,
        states.units_on_hand,
        states.units_reserved,
        coalesce(
            states.updated_at, {{ parse_value('loaded.updated_at', 'timestamp') }}
        ) as updated_at,
        coalesce(shop.time_zone, '{{ var("default_time_zone") }}') as time_zone

    from loaded

    left join states
        on
            cast(loaded.level_key as {{ dbt.type_string() }}) = states.level_key
            and cast(loaded.inventory_item_id as {{ dbt.type_string() }})
            = states.inventory_item_id

    left join items
        on cast(loaded.inventory_item_id as {{ dbt.type_string() }}) = items.inventory_item_id

    cross join shop

),

final as (

    select
        -- ids
        coalesce(system_stores.store_id, counted.location_id) as store_id,
        counted.product_id,

        -- measures
        counted.units_available,
        counted.units_on_hand,
        counted.units_reserved,

        -- dates
        {{ local_date('counted.updated_at', 'counted.time_zone') }} as stock_date,

        -- timestamps
        counted.updated_at

    from counted

    left join system_stores
        on counted.location_id = system_stores.system_store_id

)

select * from final
