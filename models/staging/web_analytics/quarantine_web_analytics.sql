with

events as (

    select * from {{ ref('base_web_analytics__events_checked') }}
    where quarantine_reason is not null

),

final as (

    select
        {{ rejected_row('web_analytics', 'events', ['event_id']) }}
    from events

)

select * from final
