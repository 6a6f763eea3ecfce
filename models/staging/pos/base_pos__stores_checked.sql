with

systems as (

    {{ union_systems(
        domain='pos',
        entity='stores',
        key=['store_id'],
        newest='updated_at',
        columns={
            'store_id': 'string required',
            'region_id': 'string',
            'store_name': 'string',
            'store_type': 'string',
            'store_city': 'string',
            'store_postal_code': 'string',
            'country_code': 'string',
            'time_zone': 'string required',
            'latitude': 'decimal(18, 6)',
            'longitude': 'decimal(18, 6)',
            'floor_area_square_metres': 'decimal(18, 6)',
            'opened_date': 'date',
            'closed_date': 'date',
            'updated_at': 'timestamp',
        },
        accepted={
            'store_type': ['shop', 'outlet', 'popup', 'concession', 'warehouse'],
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
