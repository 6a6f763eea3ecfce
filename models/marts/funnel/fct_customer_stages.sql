with

touchpoints as (

    select * from {{ ref('fct_touchpoints') }} where customer_id is not null

),

sessions as (

    select * from {{ ref('fct_sessions') }} where is_engaged

),

orders as (

    select * from {{ ref('fct_orders') }} where order_type = 'sale' and customer_id is not null

),

funnel_stages as (

    select * from {{ ref('stg_reference__funnel_stages') }}

),

orders_numbered as (

    select
        order_id,
        customer_id,
        channel_id,
        ordered_at,
        row_number() over (partition by customer_id order by ordered_at, order_id) as order_number

    from orders

),

-- Being reached is awareness; doing something oneself to know more is consideration.
reached as (

    select
        customer_id,
        1 as stage_number,
        channel_id,
        touchpoint_id as reached_by,
        touched_at as reached_at
    from touchpoints

    union all

    select
        touchpoints.customer_id,
        2 as stage_number,
        touchpoints.channel_id,
        touchpoints.touchpoint_id as reached_by,
        touchpoints.touched_at as reached_at
    from touchpoints
    left join sessions
        on touchpoints.touchpoint_id = 'visit:' || sessions.web_session_id
    where
        touchpoints.touch_purpose = 'research'
        and touchpoints.touch_kind not in ('letter', 'message_open')
        and (touchpoints.touch_kind != 'visit' or sessions.web_session_id is not null)

    union all

    select
        customer_id,
        case when order_number = 1 then 3 else 5 end as stage_number,
        channel_id,
        'order:' || order_id as reached_by,
        ordered_at as reached_at
    from orders_numbered
    where order_number <= 2

    union all

    select
        customer_id,
        case when touch_purpose = 'service' then 4 else 5 end as stage_number,
        channel_id,
        touchpoint_id as reached_by,
        touched_at as reached_at
    from touchpoints
    where touch_purpose = 'service' or touch_kind = 'invitation'

),

ranked as (

    select
        *,
        row_number() over (
            partition by customer_id, stage_number order by reached_at, reached_by
        ) as reach_number

    from reached

),

first_reached as (

    select * from ranked where reach_number = 1

),

final as (

    select
        -- ids
        first_reached.customer_id,
        first_reached.channel_id,
        first_reached.reached_by,

        -- attributes
        funnel_stages.stage_number,
        funnel_stages.stage_of_five,
        funnel_stages.stage_of_four,

        -- measures
        case
            when earlier.reached_at <= first_reached.reached_at
                then cast(
                    {{ epoch_seconds('first_reached.reached_at') }}
                    - {{ epoch_seconds('earlier.reached_at') }}
                    as double
                ) / 86400
        end as days_since_stage_before,

        -- timestamps
        first_reached.reached_at

    from first_reached

    inner join funnel_stages
        on first_reached.stage_number = funnel_stages.stage_number

    left join first_reached as earlier
        on
            first_reached.customer_id = earlier.customer_id
            and funnel_stages.stage_before = earlier.stage_number

)

select * from final
