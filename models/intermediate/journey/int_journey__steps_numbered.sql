with

touches as (

    select * from {{ ref('int_journey__touches_unioned') }}
    where
        traveller_id is not null
        and same_contact_id is null
        and touch_purpose in ('research', 'purchase')

),

left_out as (

    select * from {{ ref('stg_reference__channels') }}
    where channel_id in ({{ text_list(var('journey_channels_left_out')) }})

),

touches_kept as (

    select touches.*

    from touches

    left join left_out
        on touches.channel_id = left_out.channel_id

    where left_out.channel_id is null or touches.touch_purpose = 'purchase'

),

-- What happens at the instant of an order did not lead to it, so the order comes first.
touches_ordered as (

    select
        *,
        lag(touch_purpose) over (
            partition by traveller_id order by touched_at, touch_purpose, touchpoint_id
        ) as purpose_before,
        lag(touched_at) over (
            partition by traveller_id order by touched_at, touch_purpose, touchpoint_id
        ) as touched_before_at

    from touches_kept

),

journeys_numbered as (

    select
        *,
        sum(
            case
                when
                    purpose_before = 'research'
                    and touched_at
                    <= touched_before_at + interval {{ var('journey_inactivity_days') }} day
                    then 0
                else 1
            end
        ) over (
            partition by traveller_id
            order by touched_at, touch_purpose, touchpoint_id
            rows between unbounded preceding and current row
        ) as journey_number

    from touches_ordered

),

final as (

    select
        -- ids
        first_value(touchpoint_id) over (
            partition by traveller_id, journey_number
            order by touched_at, touch_purpose, touchpoint_id
        ) as journey_id,
        min(order_id) over (partition by traveller_id, journey_number) as order_id,
        touchpoint_id,
        traveller_id,
        customer_id,
        channel_id,
        visited_channel_id,
        campaign_key,
        store_id,

        -- attributes
        touch_kind,
        touch_purpose,

        -- measures
        cast(
            row_number() over (
                partition by traveller_id, journey_number
                order by touched_at, touch_purpose, touchpoint_id
            ) as bigint
        ) as step_number,

        -- flags
        coalesce(
            channel_id = lag(channel_id) over (
                partition by traveller_id, journey_number
                order by touched_at, touch_purpose, touchpoint_id
            ),
            false
        ) as is_repeat,

        -- timestamps
        touched_at

    from journeys_numbered

)

select * from final
