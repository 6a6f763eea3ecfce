with

steps as (

    select * from {{ ref('int_journey__steps_numbered') }}

),

journeys as (

    select * from {{ ref('int_journey__journeys_built') }}

),

states as (

    select
        steps.journey_id,
        steps.step_number,
        steps.touched_at,
        journeys.journey_state,
        {{ dbt.date_trunc('month', 'journeys.started_at') }} as started_month,
        case
            when steps.touch_purpose = 'purchase' then '(order)' else steps.channel_id
        end as state

    from steps

    inner join journeys
        on steps.journey_id = journeys.journey_id

),

states_followed as (

    select
        started_month,
        state as from_state,
        lead(state) over (partition by journey_id order by step_number) as next_state,
        journey_state,
        {{ epoch_seconds('lead(touched_at) over (partition by journey_id order by step_number)') }}
        - {{ epoch_seconds('touched_at') }} as seconds
    from states

    union all

    select
        started_month,
        '(start)' as from_state,
        state as next_state,
        journey_state,
        0 as seconds
    from states
    where step_number = 1

),

-- A journey that is still open has no end yet.
final as (

    select
        -- dates
        cast(started_month as date) as journey_month,

        -- attributes
        from_state,
        case
            when next_state is not null then next_state
            when journey_state = 'open' then '(open)'
            else '(null)'
        end as to_state,

        -- measures
        cast(count(*) as bigint) as transitions,
        cast(avg(cast(seconds as double)) / 3600 as double) as mean_hours_between

    from states_followed

    where from_state != '(order)'

    group by
        cast(started_month as date),
        from_state,
        case
            when next_state is not null then next_state
            when journey_state = 'open' then '(open)'
            else '(null)'
        end

)

select * from final
