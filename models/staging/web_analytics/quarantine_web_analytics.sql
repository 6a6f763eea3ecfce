with

events as (

    select * from {{ ref('base_web_analytics__events_checked') }} where quarantine_reason is not null

),

final as (

    select
        'web_analytics' as domain_name,
        'events' as entity_name,
        source_system,
        event_id as row_key,
        quarantine_reason,
        breach_column,
        breach_value
    from events

)

select * from final
