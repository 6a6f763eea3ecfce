with

tickets as (

    select * from {{ ref('base_support__tickets_checked') }}

),

ticket_messages as (

    select * from {{ ref('base_support__ticket_messages_checked') }}

),

satisfaction_ratings as (

    select * from {{ ref('base_support__satisfaction_ratings_checked') }}

),

final as (

    select
        {{ contract_counts('support', 'tickets', 'created_at') }}
    from tickets
    group by source_system

    union all

    select
        {{ contract_counts('support', 'ticket_messages', 'sent_at') }}
    from ticket_messages
    group by source_system

    union all

    select
        {{ contract_counts('support', 'satisfaction_ratings', 'rated_at') }}
    from satisfaction_ratings
    group by source_system

)

select * from final
