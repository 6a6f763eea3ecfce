with

quantities as (

    {{ read_raw('shopify', shopify_table('inventory_quantity'), {
        'level_key|_dlt_parent_id|inventory_level_id': 'string required',
        'inventory_item_id': 'string required',
        'name': 'string required',
        'quantity': 'decimal(18, 3) required',
        'updated_at': 'timestamp',
    }, optional=true) }}

),

parsed as (

    select
        cast(level_key as {{ dbt.type_string() }}) as level_key,
        cast(inventory_item_id as {{ dbt.type_string() }}) as inventory_item_id,
        lower(name) as state,
        {{ parse_value('quantity', 'decimal(18, 3)') }} as units,
        {{ parse_value('updated_at', 'timestamp') }} as updated_at

    from quantities

),

final as (

    select
        -- ids
        level_key,
        inventory_item_id,

        -- measures
        max(case when state = 'available' then units end) as units_available,
        max(case when state = 'on_hand' then units end) as units_on_hand,
        max(case when state = 'committed' then units end) as units_reserved,

        -- timestamps
        max(updated_at) as updated_at

    from parsed
    group by level_key, inventory_item_id

)

select * from final
