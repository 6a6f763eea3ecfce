with

touchpoints as (

    select * from {{ ref('fct_touchpoints') }}

),

-- A visit belongs to the channel that brought it and to the website or app where it was made.
final as (

    select
        -- ids
        touchpoint_id,
        channel_id,
        customer_id,

        -- attributes
        touch_purpose,

        -- flags
        is_identified,

        -- dates
        touch_date

    from touchpoints

    union all

    select
        touchpoint_id,
        visited_channel_id as channel_id,
        customer_id,
        touch_purpose,
        is_identified,
        touch_date
    from touchpoints
    where visited_channel_id is not null and visited_channel_id != channel_id

)

select * from final
