with

sales as (

    select * from {{ ref('base_shopify__sales') }}

),

shipping as (

    select * from {{ ref('base_shopify__shipping') }}

),

fulfillments as (

    select * from {{ ref('base_shopify__fulfillments') }}
    where delivery_status != 'cancelled'

),

system_stores as (

    select * from {{ ref('system_stores') }}
    where source_system = 'shopify'

),

pickup_locations as (

    select
        order_key,
        min(location_id) as location_id

    from fulfillments
    group by order_key

),

-- An order has the location of the till; one that is collected has the one it is collected from, by
-- the shipping method, else by the parcel. The warehouse of a delivery is no shop.
located as (

    select
        sales.*,
        coalesce(shipping.is_pickup, false) as is_pickup,
        shipping.order_key is not null as has_shipping,
        coalesce(
            sales.location_id,
            shipping.pickup_location_id,
            case when shipping.is_pickup then pickup_locations.location_id end
        ) as shop_location_id,
        shipping.shown_shipping
        - case when sales.is_tax_included then shipping.shipping_tax_amount else 0 end
            as net_shipping_amount

    from sales

    left join shipping
        on sales.order_key = shipping.order_key

    left join pickup_locations
        on sales.order_key = pickup_locations.order_key

),

final as (

    select
        -- ids
        located.order_key,
        located.order_id,
        located.account_id,
        located.transaction_reference,
        coalesce(system_stores.store_id, located.shop_location_id) as store_id,

        -- attributes
        located.email,
        located.phone,
        located.order_source,
        located.financial_status,
        located.cancel_reason,
        located.country_code,
        located.landing_site,
        located.referring_site,
        located.currency,

        -- measures
        located.net_shipping_amount as shipping_amount,
        located.tax_amount,
        located.tip_amount,

        -- flags
        located.is_pickup,
        located.has_shipping,
        located.is_test,

        -- timestamps
        located.ordered_at,
        located.cancelled_at,
        located.updated_at

    from located

    left join system_stores
        on located.shop_location_id = system_stores.system_store_id

)

select * from final
