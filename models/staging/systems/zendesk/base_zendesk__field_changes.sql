with

field_changes as (

    {{ read_raw('zendesk', 'ticket_field_history', {
        'ticket_id': 'string required',
        'field_name': 'string required',
        'value': 'string',
        'updated': 'timestamp required',
    }, optional=true) }}

),

final as (

    select
        -- ids
        cast(ticket_id as {{ dbt.type_string() }}) as ticket_id,

        -- attributes
        field_name,
        lower(value) as field_value,

        -- timestamps
        updated as changed_at

    from field_changes

    where field_name in ('status', 'satisfaction_score')

)

select * from final
