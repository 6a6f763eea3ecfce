with

checked as (

    select * from {{ ref('base_messaging__message_events_checked') }}
    where quarantine_reason is null

),

final as (

    select
        -- ids
        message_event_id,
        message_id,
        recipient_id,
        loyalty_id,

        -- attributes
        email,
        phone,
        event_type,

        -- flags
        is_machine_open,

        -- timestamps
        event_at,

        -- origin
        source_system

    from checked

)

select * from final
