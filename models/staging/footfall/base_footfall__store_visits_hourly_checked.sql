with

systems as (

    {{ union_systems(
        domain='footfall',
        entity='store_visits_hourly',
        key=['store_id', 'sensor_id', 'hour_started_at'],
        newest='updated_at',
        columns={
            'store_id': 'string required',
            'sensor_id': 'string',
            'entries': 'bigint',
            'exits': 'bigint',
            'is_estimated': 'boolean',
            'hour_started_at': 'timestamp required',
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
            when systems.entries < 0 or systems.exits < 0 then 'out_of_range'
        end as quarantine_reason

    from systems

)

select * from final
