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
transitions as (

    select
        coalesce(steps.channel_before_id, '(start)') as from_state,
        case
            when steps.touch_purpose = 'purchase' then '(order)' else steps.channel_id
        end as to_state

    from steps

    inner join journeys
        on steps.journey_id = journeys.journey_id

    where not steps.is_repeat or steps.touch_purpose = 'purchase'

    union all

    select
        last_channel_id as from_state,
        '(null)' as to_state
    from journeys
    where journey_state = 'lapsed'

),

final as (

    select
        from_state,
        to_state,
        cast(count(*) as bigint) as transitions

    from transitions

    group by from_state, to_state

)

select * from final
