with

checked as (

    select * from {{ ref('base_webshop__orders_checked') }} where quarantine_reason is null

),

final as (

    select
        -- ids
        order_id,
        account_id,
        loyalty_id,
        visitor_id,
        transaction_reference,
        store_id,
        coupon_id,

        -- attributes
        email,
        phone,
        sales_channel,
        order_status,
        cancellation_reason,
        fulfilment_method,
        country_code,
        time_zone,
        traffic_source,
        traffic_medium,
        campaign_name,
        referrer_host,
        currency,

        -- measures
        shipping_amount,
        tax_amount,
        tip_amount,

        -- timestamps
        ordered_at,
        cancelled_at,
        updated_at,

        -- origin
        source_system

    from checked

)

select * from final
