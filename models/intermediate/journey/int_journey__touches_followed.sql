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

final as (

    select
        touches.touchpoint_id,
        touches.traveller_id,
        touches.customer_id,
        touches.order_id,
        touches.channel_id,
        touches.visited_channel_id,
        touches.campaign_key,
        touches.store_id,
        touches.touch_kind,
        touches.touch_purpose,
        touches.touched_at

    from touches

    left join left_out
        on touches.channel_id = left_out.channel_id

    where left_out.channel_id is null or touches.touch_purpose = 'purchase'

)

select * from final
