with

systems as (

    {{ union_systems(
        domain='enrichment',
        entity='regions',
        key=['region_id'],
        newest='updated_at',
        columns={
            'region_id': 'string required',
            'region_name': 'string',
            'country_code': 'string required',
            'currency': 'string',
            'population': 'bigint',
            'household_count': 'bigint',
            'median_income_amount': 'decimal(20, 3)',
            'latitude': 'decimal(18, 6)',
            'longitude': 'decimal(18, 6)',
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
