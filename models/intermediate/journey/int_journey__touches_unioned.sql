with

web_touches as (

    select * from {{ ref('int_journey__web_touches') }}

),

known_touches as (

    select * from {{ ref('int_journey__known_touches_unioned') }}

),

order_touches as (

    select * from {{ ref('int_journey__order_touches') }}

),

touches_unioned as (

    select
        touchpoint_id,
        touch_kind,
        touch_purpose,
        channel_id,
        visited_channel_id,
        customer_id,
        device_node_id,
        cast(null as {{ dbt.type_string() }}) as order_id,
        cast(null as {{ dbt.type_string() }}) as store_id,
        cast(null as {{ dbt.type_string() }}) as product_id,
        campaign_key,
        device_category,
        identified_by,
        is_consented,
        source_system,
        same_contact_id,
        touched_at
    from web_touches

    union all

    select
        touchpoint_id,
        touch_kind,
        touch_purpose,
        channel_id,
        null as visited_channel_id,
        customer_id,
        null as device_node_id,
        null as order_id,
        store_id,
        product_id,
        campaign_key,
        null as device_category,
        null as identified_by,
        null as is_consented,
        source_system,
        same_contact_id,
        touched_at
    from known_touches

    union all

    select
        touchpoint_id,
        'purchase' as touch_kind,
        'purchase' as touch_purpose,
        channel_id,
        null as visited_channel_id,
        customer_id,
        device_node_id,
        order_id,
        store_id,
        null as product_id,
        null as campaign_key,
        null as device_category,
        null as identified_by,
        null as is_consented,
        source_system,
        null as same_contact_id,
        touched_at
    from order_touches

),

-- Who is not known is at least the same device; on a device of several people not even that.
final as (

    select
        *,
        coalesce(customer_id, 'device:' || cast(device_node_id as {{ dbt.type_string() }}))
            as traveller_id

    from touches_unioned

)

select * from final
