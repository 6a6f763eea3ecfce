with

orders as (

    select * from {{ ref('stg_webshop__orders') }}

),

receipts as (

    select * from {{ ref('stg_pos__receipts') }}

),

marketplace_orders as (

    select * from {{ ref('stg_marketplaces__orders') }}

),

stores as (

    select * from {{ ref('stg_pos__stores') }}

),

order_devices as (

    select * from {{ ref('int_identity__order_devices') }}

),

receipts_located as (

    select
        receipts.*,
        stores.country_code

    from receipts

    left join stores
        on receipts.store_id = stores.store_id

),

orders_with_devices as (

    select
        orders.*,
        coalesce(order_devices.visitor_id, orders.visitor_id) as device_id

    from orders

    left join order_devices
        on orders.order_id = order_devices.order_id

),

final as (

    select
        'webshop.orders' as record_type,
        order_id as record_id,
        source_system,
        coalesce(sales_channel, 'webshop') as channel_id,
        account_id,
        cast(null as {{ dbt.type_string() }}) as member_id,
        cast(null as {{ dbt.type_string() }}) as profile_id,
        loyalty_id,
        email,
        phone,
        cast(null as {{ dbt.type_string() }}) as payment_card_fingerprint,
        device_id as visitor_id,
        country_code,
        cast(1 as bigint) as sighting_count,
        ordered_at as first_seen_at,
        ordered_at as last_seen_at
    from orders_with_devices

    union all

    select
        'pos.receipts' as record_type,
        receipt_id as record_id,
        source_system,
        'store' as channel_id,
        null as account_id,
        account_id as member_id,
        null as profile_id,
        loyalty_id,
        email,
        phone,
        payment_card_fingerprint,
        null as visitor_id,
        country_code,
        cast(1 as bigint) as sighting_count,
        sold_at as first_seen_at,
        sold_at as last_seen_at
    from receipts_located

    union all

    select
        'marketplaces.orders' as record_type,
        order_id as record_id,
        source_system,
        'marketplace' as channel_id,
        null as account_id,
        null as member_id,
        account_id as profile_id,
        null as loyalty_id,
        email,
        null as phone,
        null as payment_card_fingerprint,
        null as visitor_id,
        country_code,
        cast(1 as bigint) as sighting_count,
        ordered_at as first_seen_at,
        ordered_at as last_seen_at
    from marketplace_orders

)

select * from final
