with

systems as (

    {{ union_systems(
        domain='enrichment',
        entity='holidays',
        key=['country_code', 'region_id', 'holiday_date', 'holiday_name'],
        columns={
            'region_id': 'string',
            'country_code': 'string required',
            'holiday_name': 'string required',
            'holiday_date': 'date required',
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
