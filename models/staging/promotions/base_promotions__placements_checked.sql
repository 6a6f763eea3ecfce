with

systems as (

    {{ union_systems(
        domain='promotions',
        entity='placements',
        key=['store_id', 'product_id', 'week_start_date', 'display_location', 'mailer_location'],
        columns={
            'store_id': 'string required',
            'product_id': 'string required',
            'display_location': 'string',
            'mailer_location': 'string',
            'week_start_date': 'date required',
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
