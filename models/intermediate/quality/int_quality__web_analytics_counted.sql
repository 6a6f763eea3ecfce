with

events as (

    select * from {{ ref('base_web_analytics__events_checked') }}

),

final as (

    select
        {{ contract_counts('web_analytics', 'events', 'event_at') }}
    from events
    group by source_system

)

select * from final
