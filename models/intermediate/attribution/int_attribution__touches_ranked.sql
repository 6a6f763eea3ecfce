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

orders as (

    select
        order_id,
        count(*) as touches,
        min(step_number) as first_number,
        max(named_number) as last_named_number,
        max(paid_number) as last_paid_number,
        min(days_before) as least_days_before

    from touches

    group by order_id

),

channels_of_orders as (

    select
        order_id,
        channel_id,
        count(*) as channel_touches

    from touches

    group by order_id, channel_id

),

-- Steps have no gaps, and the window leaves out the first of them.
final as (

    select
        touches.*,
        touches.step_number - orders.first_number + 1 as touch_number,
        orders.touches,
        channels_of_orders.channel_touches,
        orders.last_named_number,
        orders.last_paid_number,
        orders.least_days_before

    from touches

    inner join orders
        on touches.order_id = orders.order_id

    inner join channels_of_orders
        on
            touches.order_id = channels_of_orders.order_id
            and touches.channel_id = channels_of_orders.channel_id

)

select * from final
