with

events as (

    select * from {{ ref('stg_web_analytics__events') }}

),

robots as (

    select * from {{ ref('int_journey__robots_found') }}

),

events_judged as (

    select
        events.source_system,
        cast(events.event_at as date) as web_event_date,
        case
            when coalesce(events.is_bot, false) then 'internal'
            when events.visitor_id is null then 'no_visitor'
            when robots.visitor_id is not null then 'robot'
            else 'in_a_visit'
        end as event_treatment

    from events

    left join robots
        on events.visitor_id = robots.visitor_id

),

final as (

    select
        -- attributes
        source_system,
        event_treatment,

        -- measures
        cast(count(*) as bigint) as events,

        -- dates
        web_event_date

    from events_judged

    group by source_system, event_treatment, web_event_date

)

select * from final
