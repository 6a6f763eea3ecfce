with

steps as (

    select * from {{ ref('int_journey__steps_numbered') }}

),

final as (

    select
        -- ids
        journey_id,
        touchpoint_id,
        traveller_id,
        customer_id,
        order_id,
        channel_id,
        visited_channel_id,
        campaign_key,
        store_id,

        -- attributes
        touch_kind,
        touch_purpose,

        -- measures
        step_number,

        -- flags
        is_repeat,

        -- timestamps
        touched_at

    from steps

)

select * from final
