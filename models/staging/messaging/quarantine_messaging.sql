with

messages as (

    select * from {{ ref('base_messaging__messages_checked') }} where quarantine_reason is not null

),

message_events as (

    select * from {{ ref('base_messaging__message_events_checked') }} where quarantine_reason is not null

),

final as (

    select
        'messaging' as domain_name,
        'messages' as entity_name,
        source_system,
        message_id as row_key,
        quarantine_reason,
        breach_column,
        breach_value
    from messages

    union all

    select
        'messaging' as domain_name,
        'message_events' as entity_name,
        source_system,
        message_event_id as row_key,
        quarantine_reason,
        breach_column,
        breach_value
    from message_events

)

select * from final
