with

message_touches as (

    select * from {{ ref('int_journey__message_touches') }}

),

store_touches as (

    select * from {{ ref('int_journey__store_touches') }}

),

voice_touches as (

    select * from {{ ref('int_journey__voice_touches') }}

),

final as (

    select
        touchpoint_id,
        touch_kind,
        touch_purpose,
        channel_id,
        customer_id,
        cast(null as {{ dbt.type_string() }}) as store_id,
        cast(null as {{ dbt.type_string() }}) as product_id,
        campaign_key,
        source_system,
        same_contact_id,
        touched_at
    from message_touches

    union all

    select
        touchpoint_id,
        touch_kind,
        touch_purpose,
        channel_id,
        customer_id,
        store_id,
        product_id,
        null as campaign_key,
        source_system,
        same_contact_id,
        touched_at
    from store_touches

    union all

    select
        touchpoint_id,
        touch_kind,
        touch_purpose,
        channel_id,
        customer_id,
        store_id,
        product_id,
        null as campaign_key,
        source_system,
        null as same_contact_id,
        touched_at
    from voice_touches

)

select * from final
