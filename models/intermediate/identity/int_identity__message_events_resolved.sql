with

message_events as (

    select * from {{ ref('stg_messaging__message_events') }}

),

messages as (

    select * from {{ ref('stg_messaging__messages') }}

),

resolved as (

    select * from {{ ref('int_identity__records_resolved') }}
    where record_type = 'messaging.recipients'

),

final as (

    select
        -- ids
        message_events.message_event_id,
        message_events.message_id,
        resolved.customer_id,
        resolved.household_id,

        -- attributes
        messages.message_channel,
        message_events.event_type,

        -- timestamps
        message_events.event_at

    from message_events

    left join messages
        on message_events.message_id = messages.message_id

    left join resolved
        on
            coalesce(message_events.recipient_id, message_events.message_event_id)
            = resolved.record_id

)

select * from final
