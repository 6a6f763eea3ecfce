with

tickets as (

    select * from {{ ref('base_support__tickets_checked') }} where quarantine_reason is not null

),

ticket_messages as (

    select * from {{ ref('base_support__ticket_messages_checked') }} where quarantine_reason is not null

),

satisfaction_ratings as (

    select * from {{ ref('base_support__satisfaction_ratings_checked') }} where quarantine_reason is not null

),

final as (

    select
        'support' as domain_name,
        'tickets' as entity_name,
        source_system,
        ticket_id as row_key,
        quarantine_reason,
        breach_column,
        breach_value
    from tickets

    union all

    select
        'support' as domain_name,
        'ticket_messages' as entity_name,
        source_system,
        ticket_message_id as row_key,
        quarantine_reason,
        breach_column,
        breach_value
    from ticket_messages

    union all

    select
        'support' as domain_name,
        'satisfaction_ratings' as entity_name,
        source_system,
        satisfaction_rating_id as row_key,
        quarantine_reason,
        breach_column,
        breach_value
    from satisfaction_ratings

)

select * from final
