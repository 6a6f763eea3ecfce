with

events as (

    select * from {{ ref('stg_web_analytics__events') }}
    where visitor_id is not null and not coalesce(is_bot, false)

),

days_counted as (

    select
        visitor_id,
        cast(event_at as date) as event_date,
        count(*) as event_count

    from events

    group by visitor_id, cast(event_at as date)

),

final as (

    select
        visitor_id,
        cast(max(event_count) as bigint) as event_count

    from days_counted

    group by visitor_id

    having max(event_count) > {{ var('robot_events_per_day') }}

)

select * from final
