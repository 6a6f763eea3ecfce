with

messages as (

    select * from {{ ref('base_messaging__messages_checked') }}

),

message_events as (

    select * from {{ ref('base_messaging__message_events_checked') }}

),

final as (

    select
        'messaging' as domain_name,
        'messages' as entity_name,
        source_system,
        count(*) as rows_in,
        count(case when quarantine_reason is null then 1 end) as rows_out,
        count(quarantine_reason) as rows_quarantined,
        cast(max(case when quarantine_reason is null then end_date end) as timestamp) as freshest_at
    from messages
    group by source_system

    union all

    select
        'messaging' as domain_name,
        'message_events' as entity_name,
        source_system,
        count(*) as rows_in,
        count(case when quarantine_reason is null then 1 end) as rows_out,
        count(quarantine_reason) as rows_quarantined,
        cast(max(case when quarantine_reason is null then event_at end) as timestamp) as freshest_at
    from message_events
    group by source_system

)

select * from final
