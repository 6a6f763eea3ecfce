with

events as (

    select * from {{ ref('base_web_analytics__events_checked') }}

),

final as (

    select
        'web_analytics' as domain_name,
        'events' as entity_name,
        source_system,
        count(*) as rows_in,
        count(case when quarantine_reason is null then 1 end) as rows_out,
        count(quarantine_reason) as rows_quarantined,
        cast(max(case when quarantine_reason is null then event_at end) as timestamp) as freshest_at
    from events
    group by source_system

)

select * from final
