with

carts as (

    select * from {{ ref('stg_webshop__carts') }}

),

shipments as (

    select * from {{ ref('stg_deliveries__shipments') }}

),

redemptions as (

    select * from {{ ref('stg_promotions__coupon_redemptions') }}

),

records as (

    select * from {{ ref('int_identity__records_resolved') }}

),

orders as (

    select * from {{ ref('int_channels__orders_deduplicated') }}

),

-- What has a customer and is no contact: a cart left behind, a parcel that arrived, a coupon used.
final as (

    select
        'cart:' || carts.cart_id as timeline_event_id,
        'abandoned_cart' as event_kind,
        records.customer_id,
        coalesce(carts.sales_channel, 'webshop') as channel_id,
        null as order_id,
        null as store_id,
        null as event_detail,
        carts.source_system,
        carts.created_at as happened_at
    from carts
    inner join records
        on carts.cart_id = records.record_id
    where records.record_type = 'webshop.carts' and carts.order_id is null

    union all

    select
        'delivery:' || shipments.shipment_id as timeline_event_id,
        'delivery' as event_kind,
        orders.customer_id,
        orders.channel_id,
        orders.order_id,
        null as store_id,
        shipments.shipment_status as event_detail,
        shipments.source_system,
        shipments.delivered_at as happened_at
    from shipments
    inner join orders
        on shipments.order_id = orders.order_id
    where shipments.delivered_at is not null

    union all

    select
        'coupon:' || redemptions.coupon_redemption_id as timeline_event_id,
        'coupon_redemption' as event_kind,
        records.customer_id,
        'store' as channel_id,
        null as order_id,
        redemptions.store_id,
        redemptions.coupon_id as event_detail,
        redemptions.source_system,
        cast(redemptions.redemption_date as timestamp) as happened_at
    from redemptions
    inner join records
        on redemptions.coupon_redemption_id = records.record_id
    where records.record_type = 'promotions.coupon_redemptions'

)

select * from final
