with

touches as (

    select * from {{ ref('int_journey__touches_unioned') }}
    where customer_id is not null and same_contact_id is null

),

timeline_records as (

    select * from {{ ref('int_journey__timeline_records') }} where customer_id is not null

),

refund_lines as (

    select * from {{ ref('int_channels__refund_lines_unioned') }} where customer_id is not null

),

details as (

    select * from {{ ref('int_journey__timeline_details') }}

),

final as (

    select
        touches.touchpoint_id as timeline_event_id,
        touches.touch_kind as event_kind,
        touches.customer_id,
        touches.channel_id,
        touches.order_id,
        touches.store_id,
        touches.product_id,
        touches.campaign_key,
        details.event_detail,
        touches.source_system,
        coalesce(touches.is_consented, true) as is_consented,
        cast(null as date) as redemption_date,
        touches.touched_at as happened_at
    from touches
    left join details
        on touches.touchpoint_id = details.touchpoint_id

    union all

    select
        timeline_event_id,
        event_kind,
        customer_id,
        channel_id,
        order_id,
        store_id,
        null as product_id,
        null as campaign_key,
        event_detail,
        source_system,
        true as is_consented,
        redemption_date,
        happened_at
    from timeline_records

    union all

    select
        'refund:' || refund_line_id as timeline_event_id,
        'refund' as event_kind,
        customer_id,
        refund_channel_id as channel_id,
        order_id,
        nullif(refund_store_id, 'no_store') as store_id,
        product_id,
        null as campaign_key,
        null as event_detail,
        null as source_system,
        true as is_consented,
        null as redemption_date,
        refunded_at as happened_at
    from refund_lines

)

select * from final
