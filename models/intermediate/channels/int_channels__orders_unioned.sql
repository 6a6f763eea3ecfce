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

customer_records as (

    select * from {{ ref('int_identity__records_resolved') }}

),

unioned as (

    select
        'webshop.orders' as record_type,
        order_id,
        transaction_reference,
        coalesce(sales_channel, 'webshop') as sales_channel,
        fulfilment_method in ('click_and_collect', 'reserve_and_collect') as is_collected,
        store_id,
        order_status,
        currency,
        time_zone,
        ordered_at,
        'webshop' as domain_name,
        source_system
    from webshop_orders

    union all

    select
        'pos.receipts' as record_type,
        receipt_id as order_id,
        transaction_reference,
        'store' as sales_channel,
        true as is_collected,
        store_id,
        receipt_status as order_status,
        currency,
        cast(null as {{ dbt.type_string() }}) as time_zone,
        sold_at as ordered_at,
        'pos' as domain_name,
        source_system
    from receipts

    union all

    select
        'marketplaces.orders' as record_type,
        order_id,
        transaction_reference,
        'marketplace' as sales_channel,
        false as is_collected,
        cast(null as {{ dbt.type_string() }}) as store_id,
        order_status,
        currency,
        time_zone,
        ordered_at,
        'marketplaces' as domain_name,
        source_system
    from marketplace_orders

),

located as (

    select
        unioned.order_id,
        nullif(trim(unioned.transaction_reference), '') as transaction_reference,
        coalesce(channels.channel_id, 'unknown') as channel_id,
        coalesce(unioned.store_id, 'no_store') as store_id,
        case
            when unioned.is_collected then 'store' else coalesce(channels.channel_id, 'unknown')
        end as fulfilment_channel_id,
        case
            when unioned.is_collected or unioned.sales_channel = 'store'
                then coalesce(unioned.store_id, 'no_store')
            else 'no_store'
        end as fulfilment_store_id,
        customer_records.customer_id,
        customer_records.household_id,
        unioned.sales_channel,
        unioned.order_status,
        unioned.currency,
        unioned.domain_name,
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

    left join customer_records
        on
            unioned.record_type = customer_records.record_type
            and unioned.order_id = customer_records.record_id

),

final as (

    select
        *,
        {{ local_date('ordered_at', 'time_zone') }} as order_date

    from located

)

select * from final
