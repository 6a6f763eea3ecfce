with

messages as (

    select * from {{ ref('base_messaging__messages_checked') }} where quarantine_reason is not null

),

message_events as (

    select * from {{ ref('base_messaging__message_events_checked') }}
    where quarantine_reason is not null

),

final as (

    select
        {{ rejected_row('messaging', 'messages', ['message_id']) }}
    from messages

    union all

    select
        {{ rejected_row('messaging', 'message_events', ['message_event_id']) }}
    from message_events

)

select * from final
