with

journeys as (

    select * from {{ ref('int_journey__journeys_grouped') }}

),

steps as (

    select * from {{ ref('int_journey__steps_numbered') }}

),

-- Time ends with the last contact that is known of.
days_known as (

    select max(touched_at) as known_until_at
    from steps

),

final as (

    select
        -- ids
        journeys.journey_id,
        journeys.traveller_id,
        journeys.customer_id,
        journeys.order_id,
        first_steps.channel_id as first_channel_id,
        last_steps.channel_id as last_channel_id,

        -- attributes
        case
            when journeys.order_id is not null then 'converted'
            when
                journeys.ended_at + interval {{ var('journey_inactivity_days') }} day
                < days_known.known_until_at
                then 'lapsed'
            else 'open'
        end as journey_state,
        journeys.channel_path,
        journeys.channel_path_without_repeats,

        -- measures
        journeys.touches,
        journeys.channels,

        -- timestamps
        journeys.started_at,
        journeys.ended_at

    from journeys

    left join days_known
        on journeys.ended_at <= days_known.known_until_at

    left join steps as first_steps
        on
            journeys.journey_id = first_steps.journey_id
            and journeys.first_touch_number = first_steps.step_number

    left join steps as last_steps
        on
            journeys.journey_id = last_steps.journey_id
            and journeys.last_touch_number = last_steps.step_number

)

select * from final
