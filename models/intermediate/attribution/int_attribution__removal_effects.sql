with

visits as (

    select * from {{ ref('int_attribution__visits_expected') }}

),

transitions as (

    select * from {{ ref('int_attribution__transitions_weighted') }}

),

-- The chance that a journey in this state ends in an order.
chances as (

    select
        visits.from_state,
        sum(visits.expected_visits * transitions.probability) as order_probability

    from visits

    inner join transitions
        on visits.to_state = transitions.from_state

    where transitions.to_state = '(order)'

    group by visits.from_state

),

starts as (

    select *
    from visits
    where from_state = '(start)' and to_state != '(start)'

),

-- Of all orders those that go missing when a journey ends where it enters the channel: the chance
-- to ever enter it, times the chance to order from there.
effects as (

    select
        starts.to_state as channel_id,
        chances_of_start.order_probability,
        coalesce(
            starts.expected_visits / stays.expected_visits * chances.order_probability
            / nullif(chances_of_start.order_probability, 0),
            0
        ) as removal_effect

    from starts

    inner join visits as stays
        on starts.to_state = stays.from_state and starts.to_state = stays.to_state

    inner join chances as chances_of_start
        on starts.from_state = chances_of_start.from_state

    left join chances
        on starts.to_state = chances.from_state

),

-- What comes after ten digits depends on the order of summing.
effects_rounded as (

    select
        channel_id,
        cast(round(order_probability, 10) as decimal(18, 10)) as order_probability,
        cast(round(removal_effect, 10) as decimal(18, 10)) as removal_effect

    from effects

),

final as (

    select
        channel_id,
        cast(order_probability as double) as order_probability,
        cast(removal_effect as double) as removal_effect,
        {{ safe_divide('removal_effect', 'sum(removal_effect) over ()') }} as effect_share

    from effects_rounded

)

select * from final
