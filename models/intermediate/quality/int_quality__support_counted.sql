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
        'support' as domain_name,
        'tickets' as entity_name,
        source_system,
        count(*) as rows_in,
        count(case when quarantine_reason is null then 1 end) as rows_out,
        count(quarantine_reason) as rows_quarantined,
        cast(max(case when quarantine_reason is null then created_at end) as timestamp) as freshest_at
    from tickets
    group by source_system

    union all

    select
        'support' as domain_name,
        'ticket_messages' as entity_name,
        source_system,
        count(*) as rows_in,
        count(case when quarantine_reason is null then 1 end) as rows_out,
        count(quarantine_reason) as rows_quarantined,
        cast(max(case when quarantine_reason is null then sent_at end) as timestamp) as freshest_at
    from ticket_messages
    group by source_system

    union all

    select
        'support' as domain_name,
        'satisfaction_ratings' as entity_name,
        source_system,
        count(*) as rows_in,
        count(case when quarantine_reason is null then 1 end) as rows_out,
        count(quarantine_reason) as rows_quarantined,
        cast(max(case when quarantine_reason is null then rated_at end) as timestamp) as freshest_at
    from satisfaction_ratings
    group by source_system

)

select * from final
