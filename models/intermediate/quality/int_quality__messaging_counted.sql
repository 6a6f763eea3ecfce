with

messages as (

    select * from {{ ref('base_messaging__messages_checked') }}

),

message_events as (

    select * from {{ ref('base_messaging__message_events_checked') }}

),

final as (

    select
        {{ contract_counts('messaging', 'messages', 'end_date') }}
    from messages
    group by source_system

    union all

    select
        {{ contract_counts('messaging', 'message_events', 'event_at') }}
    from message_events
    group by source_system

)

select * from final
