with

journeys as (

    select * from {{ ref('int_journey__journeys_built') }}

),

-- Journeys that began late are known to have ended only where they ended with an order.
days_known as (

    select max(ended_at) - interval {{ var('attribution_lookback_days') }} day as closed_until_at
    from journeys

),

final as (

    select
        -- ids
        journeys.journey_id,

        -- attributes
        least(journeys.touches, 10) as touches_stratum,

        -- flags
        journeys.journey_state = 'converted' as is_converted

    from journeys

    inner join days_known
        on journeys.started_at < days_known.closed_until_at

    where journeys.journey_state in ('converted', 'lapsed') and journeys.touches > 0

)

select * from final
