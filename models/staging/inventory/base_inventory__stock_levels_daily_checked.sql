with

systems as (

    {{ union_systems(
        domain='inventory',
        entity='stock_levels_daily',
        key=['store_id', 'product_id', 'stock_date'],
        newest='updated_at',
        columns={
            'store_id': 'string required',
            'product_id': 'string required',
            'units_available': 'decimal(18, 3) required',
            'units_on_hand': 'decimal(18, 3)',
            'units_reserved': 'decimal(18, 3)',
            'stock_date': 'date required',
            'updated_at': 'timestamp',
        },
    ) }}

),

final as (

    select
        systems.*,
        case
            when systems.breach_reason is not null then systems.breach_reason
            when systems.version_rank > 1 then 'superseded_version'
            when systems.version_number > 1 then 'duplicate_row'
        end as quarantine_reason

    from systems

)

select * from final
