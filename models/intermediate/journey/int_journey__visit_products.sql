with

events as (

    select * from {{ ref('int_journey__events_sessionised') }} where product_id is not null

),

sessions as (

    select * from {{ ref('int_journey__sessions_built') }}

),

final as (

    select
        -- ids
        sessions.web_session_id,
        events.product_id,

        -- measures
        cast(
            sum(case when events.event_name = 'product_view' then 1 else 0 end) as bigint
        ) as product_views,
        cast(
            sum(case when events.event_name = 'add_to_cart' then 1 else 0 end) as bigint
        ) as cart_additions,
        cast(
            sum(case when events.event_name = 'stock_check' then 1 else 0 end) as bigint
        ) as stock_checks,

        -- timestamps
        min(events.event_at) as first_seen_at

    from events

    inner join sessions
        on
            events.visitor_id = sessions.visitor_id
            and events.gap_number = sessions.gap_number
            and events.campaign_number = sessions.campaign_number

    group by sessions.web_session_id, events.product_id

)

select * from final
