with

webshop_orders as (

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

channels as (

    select * from {{ ref('stg_reference__channels') }}

),

unioned as (

    select
        order_id,
        coalesce(sales_channel, 'webshop') as sales_channel,
        store_id,
        account_id,
        loyalty_id,
        order_status,
        currency,
        time_zone,
        ordered_at,
        source_system
    from webshop_orders

    union all

    select
        receipt_id as order_id,
        'store' as sales_channel,
        store_id,
        account_id,
        loyalty_id,
        receipt_status as order_status,
        currency,
        cast(null as {{ dbt.type_string() }}) as time_zone,
        sold_at as ordered_at,
        source_system
    from receipts

    union all

    select
        order_id,
        'marketplace' as sales_channel,
        cast(null as {{ dbt.type_string() }}) as store_id,
        account_id,
        cast(null as {{ dbt.type_string() }}) as loyalty_id,
        order_status,
        currency,
        time_zone,
        ordered_at,
        source_system
    from marketplace_orders

),

-- Until the identity graph joins them, a customer is a loyalty card or, without one, an account.
located as (

    select
        unioned.order_id,
        coalesce(channels.channel_id, 'unknown') as channel_id,
        coalesce(unioned.store_id, 'no_store') as store_id,
        coalesce('loyalty:' || unioned.loyalty_id, unioned.account_id) as customer_id,
        unioned.order_status,
        unioned.currency,
        unioned.source_system,
        coalesce(
            unioned.time_zone, stores.time_zone, '{{ var("default_time_zone") }}'
        ) as time_zone,
        unioned.ordered_at

    from unioned

    left join stores
        on unioned.store_id = stores.store_id

    left join channels
        on unioned.sales_channel = channels.channel_id

),

final as (

    select
        *,
        {{ local_date('ordered_at', 'time_zone') }} as order_date

    from located

)

select * from final
