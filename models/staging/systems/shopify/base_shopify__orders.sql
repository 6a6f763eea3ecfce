with

sales as (

    select * from {{ ref('base_shopify__sales') }}

),

attributes as (

    select * from {{ ref('base_shopify__order_attributes') }}

),

shipping as (

    select * from {{ ref('base_shopify__shipping') }}

),

fulfillments as (

    select * from {{ ref('base_shopify__fulfillments') }}
    where delivery_status != 'cancelled'

),

shop as (

    select * from {{ ref('base_shopify__shop') }}

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
        located.order_id,
        located.account_id,
        cast(null as {{ dbt.type_string() }}) as loyalty_id,
        cast(null as {{ dbt.type_string() }}) as visitor_id,
        located.transaction_reference,
        coalesce(system_stores.store_id, located.shop_location_id) as store_id,
        attributes.coupon_id,

        -- attributes
        located.email,
        located.phone,
        {{ shopify_channel('located.order_source') }} as sales_channel,
        case
            when located.is_test then 'test'
            when located.cancelled_at is not null then 'cancelled'
            when located.financial_status in ('pending', 'authorized') then 'pending'
            when located.financial_status = 'voided' then 'cancelled'
            when located.financial_status = 'expired' then 'failed'
            when
                located.financial_status
                in ('paid', 'partially_paid', 'refunded', 'partially_refunded')
                then 'completed'
            else located.financial_status
        end as order_status,
        case
            when located.cancelled_at is null then null
            when located.cancel_reason = 'inventory' then 'out_of_stock'
            when located.cancel_reason in ('customer', 'fraud') then located.cancel_reason
            when located.cancel_reason = 'declined' then 'payment'
            else 'other'
        end as cancellation_reason,
        case
            when located.is_pickup then 'click_and_collect'
            when located.has_shipping then 'delivery'
        end as fulfilment_method,
        located.country_code,
        shop.time_zone,
        coalesce(
            attributes.traffic_source,
            nullif({{ dbt.split_part(dbt.split_part(
                'located.landing_site', "'utm_source='", 2
            ), "'&'", 1) }}, '')
        ) as traffic_source,
        coalesce(
            attributes.traffic_medium,
            nullif({{ dbt.split_part(dbt.split_part(
                'located.landing_site', "'utm_medium='", 2
            ), "'&'", 1) }}, '')
        ) as traffic_medium,
        coalesce(
            attributes.campaign_name,
            nullif({{ dbt.split_part(dbt.split_part(
                'located.landing_site', "'utm_campaign='", 2
            ), "'&'", 1) }}, '')
        ) as campaign_name,
        nullif(
            {{ dbt.split_part(dbt.split_part(
                'coalesce(attributes.referrer_url, located.referring_site)', "'://'", 2
            ), "'/'", 1) }},
            ''
        ) as referrer_host,
        located.currency,

        -- measures
        located.net_shipping_amount as shipping_amount,
        located.tax_amount,
        located.tip_amount,

        -- timestamps
        located.ordered_at,
        located.cancelled_at,
        located.updated_at

    from located

    left join attributes
        on located.order_key = attributes.order_key

    left join system_stores
        on located.shop_location_id = system_stores.system_store_id

    cross join shop

)

select * from final
