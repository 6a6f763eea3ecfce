with

journeys as (

    select * from {{ ref('int_journey__journeys_built') }}

),

orders as (

    select * from {{ ref('fct_orders') }}

),

final as (

    select
        -- ids
        journeys.journey_id,
        journeys.traveller_id,
        journeys.customer_id,
        journeys.order_id,
        journeys.first_channel_id,
        journeys.last_channel_id,
        orders.channel_id as selling_channel_id,

        -- attributes
        journeys.journey_state,
        journeys.channel_path,
        journeys.channel_path_without_repeats,

        -- measures
        journeys.touches,
        journeys.channels,
        ({{ epoch_seconds('journeys.ended_at') }} - {{ epoch_seconds('journeys.started_at') }})
        / cast(86400 as double) as journey_days,

        -- flags
        coalesce(
            journeys.channels > 1
            or (journeys.channels = 1 and journeys.first_channel_id != orders.channel_id),
            false
        ) as is_cross_channel,

        -- timestamps
        journeys.started_at,
        journeys.ended_at

    from journeys

    left join orders
        on journeys.order_id = orders.order_id

)

select * from final
