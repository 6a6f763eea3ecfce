with

fulfillments as (

    select * from {{ ref('base_shopify__fulfillments') }}

),

sales as (

    select * from {{ ref('base_shopify__sales') }}
    where version_number = 1

),

shipping as (

    select * from {{ ref('base_shopify__shipping') }}

),

system_stores as (

    select * from {{ ref('system_stores') }}
    where source_system = 'shopify'

),

-- Shopify makes the record when the goods are handed over.
final as (

    select
        -- ids
        fulfillments.shipment_id,
        coalesce(sales.order_id, fulfillments.order_key) as order_id,
        case
            when shipping.is_pickup
                then coalesce(system_stores.store_id, fulfillments.location_id)
        end as store_id,

        -- attributes
        fulfillments.carrier_name,
        case
            when fulfillments.delivery_status in ('delivered', 'picked_up') then 'delivered'
            when fulfillments.delivery_status in ('failure', 'not_delivered', 'cancelled') then 'failed'
            when
                fulfillments.delivery_status
                in (
                    'in_transit', 'out_for_delivery', 'attempted_delivery', 'delayed',
                    'ready_for_pickup', 'carrier_picked_up'
                )
                then 'in_transit'
            when
                fulfillments.delivery_status
                in (
                    'success', 'fulfilled', 'marked_as_fulfilled', 'confirmed', 'label_printed',
                    'label_purchased', 'submitted'
                )
                then 'shipped'
            when fulfillments.delivery_status in ('pending', 'open') then 'created'
            else fulfillments.delivery_status
        end as shipment_status,

        -- dates
        fulfillments.promised_date,

        -- timestamps
        fulfillments.created_at,
        case
            when fulfillments.delivery_status not in ('cancelled', 'pending', 'open')
                then fulfillments.created_at
        end as shipped_at,
        fulfillments.delivered_at,
        fulfillments.updated_at

    from fulfillments

    left join sales
        on fulfillments.order_key = sales.order_key

    left join shipping
        on fulfillments.order_key = shipping.order_key

    left join system_stores
        on fulfillments.location_id = system_stores.system_store_id

    -- A parcel without its order belongs to a load of dlt that broke off.
    where sales.order_id is not null or '{{ var("shopify_loader") }}' != 'dlt'

)

select * from final
