with

steps as (

    select * from {{ ref('int_journey__steps_numbered') }}

),

journeys as (

    select * from {{ ref('int_journey__journeys_built') }}
    where journey_state in ('converted', 'lapsed') and touches > 0

),

-- One contact after another in the same channel is one state: staying there changes nothing in
-- where the journey ends.
states as (

    select
        steps.journey_id,
        steps.step_number,
        case
            when steps.touch_purpose = 'purchase' then '(order)' else steps.channel_id
        end as state

    from steps

    inner join journeys
        on steps.journey_id = journeys.journey_id

    where not steps.is_repeat or steps.touch_purpose = 'purchase'

),

states_followed as (

    select
        state as from_state,
        coalesce(
            lead(state) over (partition by journey_id order by step_number), '(null)'
        ) as to_state
    from states

    union all

    select
        '(start)' as from_state,
        state as to_state
    from states
    where step_number = 1

),

final as (

    select
        from_state,
        to_state,
        cast(count(*) as bigint) as transitions

    from states_followed

    where from_state != '(order)'

    group by from_state, to_state

)

select * from final
