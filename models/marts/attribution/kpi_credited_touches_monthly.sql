with

touchpoints as (

    select * from {{ ref('fct_touchpoints') }} where touch_purpose = 'research'

),

steps as (

    select * from {{ ref('fct_journey_steps') }}

),

journeys as (

    select * from {{ ref('fct_journeys') }}

),

credited as (

    select * from {{ ref('int_attribution__touches_ranked') }}

),

-- The first that applies: a touch of nobody is on no journey, whatever else is missing.
judged as (

    select
        touchpoints.channel_id,
        cast({{ dbt.date_trunc('month', 'touchpoints.touch_date') }} as date) as touch_month,
        case
            when touchpoints.traveller_id is null and touchpoints.is_consented = false
                then 'refused'
            when touchpoints.traveller_id is null then 'unknown'
            when steps.touchpoint_id is null then 'left_out'
            when credited.touchpoint_id is not null then 'credited'
            when journeys.journey_state = 'converted' then 'outside_window'
            else journeys.journey_state
        end as credit_state

    from touchpoints

    left join steps
        on touchpoints.touchpoint_id = steps.touchpoint_id

    left join journeys
        on steps.journey_id = journeys.journey_id

    left join credited
        on touchpoints.touchpoint_id = credited.touchpoint_id

),

summed as (

    select
        channel_id,
        touch_month,
        count(*) as touches_for_research,
        sum(case when credit_state = 'credited' then 1 else 0 end) as credited_touches,
        sum(case when credit_state = 'lapsed' then 1 else 0 end) as lapsed_touches,
        sum(case when credit_state = 'open' then 1 else 0 end) as open_touches,
        sum(case when credit_state = 'outside_window' then 1 else 0 end) as outside_window_touches,
        sum(case when credit_state = 'left_out' then 1 else 0 end) as left_out_touches,
        sum(case when credit_state = 'refused' then 1 else 0 end) as refused_touches,
        sum(case when credit_state = 'unknown' then 1 else 0 end) as unknown_touches

    from judged

    group by channel_id, touch_month

),

final as (

    select
        -- ids
        channel_id,

        -- measures
        cast(touches_for_research as bigint) as touches_for_research,
        cast(credited_touches as bigint) as credited_touches,
        {{ safe_divide('credited_touches', 'touches_for_research') }} as credited_touch_share,
        cast(lapsed_touches as bigint) as lapsed_touches,
        cast(open_touches as bigint) as open_touches,
        cast(outside_window_touches as bigint) as outside_window_touches,
        cast(left_out_touches as bigint) as left_out_touches,
        cast(refused_touches as bigint) as refused_touches,
        cast(unknown_touches as bigint) as unknown_touches,

        -- dates
        touch_month

    from summed

)

select * from final
