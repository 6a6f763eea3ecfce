with

orders as (

    select * from {{ ref('base_shopify__orders_located') }}

),

attributes as (

    select * from {{ ref('base_shopify__order_attributes') }}

),

shop as (

    select * from {{ ref('base_shopify__shop') }}

),

final as (

    select
        -- ids
        orders.order_id,
        orders.account_id,
        cast(null as {{ dbt.type_string() }}) as loyalty_id,
        cast(null as {{ dbt.type_string() }}) as visitor_id,
        orders.transaction_reference,
        orders.store_id,
        attributes.coupon_id,

        -- attributes
        orders.email,
        orders.phone,
        {{ shopify_channel('orders.order_source') }} as sales_channel,
        case
            when orders.is_test then 'test'
            when orders.cancelled_at is not null then 'cancelled'
            when orders.financial_status in ('pending', 'authorized') then 'pending'
            when orders.financial_status = 'voided' then 'cancelled'
            when orders.financial_status = 'expired' then 'failed'
            when
                orders.financial_status
                in ('paid', 'partially_paid', 'refunded', 'partially_refunded')
                then 'completed'
            else orders.financial_status
        end as order_status,
        case
            when orders.cancelled_at is null then null
            when orders.cancel_reason = 'inventory' then 'out_of_stock'
            when orders.cancel_reason in ('customer', 'fraud') then orders.cancel_reason
            when orders.cancel_reason = 'declined' then 'payment'
            else 'other'
        end as cancellation_reason,
        case
            when orders.is_pickup then 'click_and_collect'
            when orders.has_shipping then 'delivery'
        end as fulfilment_method,
        orders.country_code,
        shop.time_zone,
        coalesce(
            attributes.traffic_source,
            nullif({{ dbt.split_part(dbt.split_part(
                'orders.landing_site', "'utm_source='", 2
            ), "'&'", 1) }}, '')
        ) as traffic_source,
        coalesce(
            attributes.traffic_medium,
            nullif({{ dbt.split_part(dbt.split_part(
                'orders.landing_site', "'utm_medium='", 2
            ), "'&'", 1) }}, '')
        ) as traffic_medium,
        coalesce(
            attributes.campaign_name,
            nullif({{ dbt.split_part(dbt.split_part(
                'orders.landing_site', "'utm_campaign='", 2
            ), "'&'", 1) }}, '')
        ) as campaign_name,
        nullif(
            {{ dbt.split_part(dbt.split_part(
                'coalesce(attributes.referrer_url, orders.referring_site)', "'://'", 2
            ), "'/'", 1) }},
            ''
        ) as referrer_host,
        orders.currency,

        -- measures
        orders.shipping_amount,
        orders.tax_amount,
        orders.tip_amount,

        -- timestamps
        orders.ordered_at,
        orders.cancelled_at,
        orders.updated_at

    from orders

    left join attributes
        on orders.order_key = attributes.order_key

    cross join shop

)

select * from final
