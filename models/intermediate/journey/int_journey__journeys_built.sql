with

steps as (

    select * from {{ ref('int_journey__steps_numbered') }}

),

journeys_grouped as (

    select
        journey_id,
        min(traveller_id) as traveller_id,
        min(customer_id) as customer_id,
        min(order_id) as order_id,
        cast(
            sum(case when touch_purpose = 'research' then 1 else 0 end) as bigint
        ) as touches,
        cast(
            count(distinct case when touch_purpose = 'research' then channel_id end) as bigint
        ) as channels,
        max(case when touch_purpose = 'research' then step_number end) as last_touch_number,
        {{ ordered_path('step_number', 'channel_id', "touch_purpose = 'research'") }}
            as channel_path,
        {{ ordered_path(
            'step_number', 'channel_id', "touch_purpose = 'research' and not is_repeat"
        ) }} as channel_path_without_repeats,
        min(touched_at) as started_at,
        max(touched_at) as ended_at

    from steps

    group by journey_id

),

-- Time ends with the last contact that is known of.
days_known as (

    select max(touched_at) as known_until_at
    from steps

),

final as (

    select
        -- ids
        journeys_grouped.journey_id,
        journeys_grouped.traveller_id,
        journeys_grouped.customer_id,
        journeys_grouped.order_id,
        first_steps.channel_id as first_channel_id,
        last_steps.channel_id as last_channel_id,

        -- attributes
        case
            when journeys_grouped.order_id is not null then 'converted'
            when
                journeys_grouped.ended_at + interval {{ var('journey_inactivity_days') }} day
                < days_known.known_until_at
                then 'lapsed'
            else 'open'
        end as journey_state,
        journeys_grouped.channel_path,
        journeys_grouped.channel_path_without_repeats,

        -- measures
        journeys_grouped.touches,
        journeys_grouped.channels,

        -- timestamps
        journeys_grouped.started_at,
        journeys_grouped.ended_at

    from journeys_grouped

    left join days_known
        on journeys_grouped.ended_at <= days_known.known_until_at

    left join steps as first_steps
        on
            journeys_grouped.journey_id = first_steps.journey_id
            and first_steps.step_number = 1
            and first_steps.touch_purpose = 'research'

    left join steps as last_steps
        on
            journeys_grouped.journey_id = last_steps.journey_id
            and journeys_grouped.last_touch_number = last_steps.step_number

)

select * from final
