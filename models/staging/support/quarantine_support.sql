with

tickets as (

    select * from {{ ref('base_support__tickets_checked') }} where quarantine_reason is not null

),

ticket_messages as (

    select * from {{ ref('base_support__ticket_messages_checked') }}
    where quarantine_reason is not null

),

satisfaction_ratings as (

    select * from {{ ref('base_support__satisfaction_ratings_checked') }}
    where quarantine_reason is not null

),

final as (

    select
        {{ rejected_row('support', 'tickets', ['ticket_id']) }}
    from tickets

    union all

    select
        {{ rejected_row('support', 'ticket_messages', ['ticket_message_id']) }}
    from ticket_messages

    union all

    select
        {{ rejected_row('support', 'satisfaction_ratings', ['satisfaction_rating_id']) }}
    from satisfaction_ratings

)

select * from final
