with

systems as (

    {{ union_systems(
        domain='crm',
        entity='households',
        key=['household_id'],
        newest='updated_at',
        columns={
            'household_id': 'id required',
            'age_band': 'string',
            'income_band': 'string',
            'home_ownership': 'string',
            'marital_status': 'string',
            'household_size': 'string',
            'household_composition': 'string',
            'children_count': 'string',
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
