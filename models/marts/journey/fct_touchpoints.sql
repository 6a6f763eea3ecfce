with

touches as (

    select * from {{ ref('int_journey__touches_unioned') }} where same_contact_id is null

),

stores as (

    select * from {{ ref('stg_pos__stores') }}

),

final as (

    select
        -- ids
        touches.touchpoint_id,
        touches.traveller_id,
        touches.customer_id,
        touches.channel_id,
        touches.visited_channel_id,
        touches.campaign_key,
        touches.order_id,
        touches.store_id,
        touches.product_id,

        -- attributes
        touches.touch_kind,
        touches.touch_purpose,
        touches.device_category,
        touches.identified_by,
        touches.source_system,

        -- flags
        touches.customer_id is not null as is_identified,
        touches.is_consented,

        -- dates
        {{ local_date(
            'touches.touched_at', "coalesce(stores.time_zone, '" ~ var('default_time_zone') ~ "')"
        ) }} as touch_date,

        -- timestamps
        touches.touched_at

    from touches

    left join stores
        on touches.store_id = stores.store_id

)

select * from final
