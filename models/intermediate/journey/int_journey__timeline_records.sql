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

orders_unioned as (

    select * from {{ ref('int_channels__orders_unioned') }}

),

-- Two shops can both have an order 1001: a number that fits several orders of the customer is of
-- none of them.
orders_numbered as (

    select
        orders.customer_id,
        orders_unioned.transaction_reference,
        min(orders.order_id) as order_id,
        min(orders.channel_id) as channel_id

    from orders

    inner join orders_unioned
        on orders.order_id = orders_unioned.order_id

    where orders.customer_id is not null and orders_unioned.transaction_reference is not null

    group by orders.customer_id, orders_unioned.transaction_reference

    having count(*) = 1

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
        cast(null as date) as redemption_date,
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
        null as redemption_date,
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
        coalesce(
            orders_numbered.channel_id,
            case when redemptions.store_id is null then 'unknown' else 'store' end
        ) as channel_id,
        orders_numbered.order_id,
        redemptions.store_id,
        redemptions.coupon_id as event_detail,
        redemptions.source_system,
        redemptions.redemption_date,
        cast(redemptions.redemption_date as timestamp) as happened_at
    from redemptions
    inner join records
        on redemptions.coupon_redemption_id = records.record_id
    left join orders_numbered
        on
            records.customer_id = orders_numbered.customer_id
            and redemptions.transaction_reference = orders_numbered.transaction_reference
    where records.record_type = 'promotions.coupon_redemptions'

)

select * from final
