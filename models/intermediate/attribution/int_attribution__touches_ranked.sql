with

steps as (

    select * from {{ ref('int_journey__steps_numbered') }} where touch_purpose = 'research'

),

journeys as (

    select * from {{ ref('int_journey__journeys_built') }} where journey_state = 'converted'

),

channels as (

    select * from {{ ref('stg_reference__channels') }}

),

effects as (

    select * from {{ ref('int_attribution__removal_effects') }}

),

touches as (

    select
        journeys.order_id,
        steps.touchpoint_id,
        steps.channel_id,
        steps.campaign_key,
        steps.step_number,
        steps.touched_at,
        case when steps.channel_id = 'direct' then 0 else steps.step_number end as named_number,
        case
            when channels.channel_group = 'advertising' then steps.step_number else 0
        end as paid_number,
        coalesce(effects.removal_effect, 0) as removal_effect,
        ({{ epoch_seconds('journeys.ended_at') }} - {{ epoch_seconds('steps.touched_at') }})
        / cast(86400 as double) as days_before

    from steps

    inner join journeys
        on
            steps.journey_id = journeys.journey_id
            and steps.touched_at
            >= journeys.ended_at - interval {{ var('attribution_lookback_days') }} day

    left join channels
        on steps.channel_id = channels.channel_id

    left join effects
        on steps.channel_id = effects.channel_id

),

final as (

    select
        *,
        row_number() over (partition by order_id order by step_number) as touch_number,
        count(*) over (partition by order_id) as touches,
        count(*) over (partition by order_id, channel_id) as channel_touches,
        max(named_number) over (partition by order_id) as last_named_number,
        max(paid_number) over (partition by order_id) as last_paid_number,
        min(days_before) over (partition by order_id) as least_days_before

    from touches

)

select * from final
