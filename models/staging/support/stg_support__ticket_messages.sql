with

checked as (

    select * from {{ ref('base_support__ticket_messages_checked') }} where quarantine_reason is null

),

final as (

    select
        -- ids
        ticket_message_id,
        ticket_id,

        -- attributes
        author_role,
        support_channel,

        -- flags
        is_public,

        -- timestamps
        sent_at,

        -- origin
        source_system

    from checked

)

select * from final
