with

shipments as (

    select * from {{ ref('stg_deliveries__shipments') }}

),

orders as (

    select * from {{ ref('int_channels__orders_deduplicated') }} where order_status = 'completed'

),

shipments_dated as (

    select
        shipments.*,
        orders.order_id as known_order_id,
        orders.channel_id,
        orders.customer_id,
        orders.ordered_at,
        coalesce(
            orders.order_date,
            {{ local_date(
                'coalesce(shipments.created_at, shipments.shipped_at, shipments.delivered_at)',
                "coalesce(orders.time_zone, '" ~ var('default_time_zone') ~ "')"
            ) }}
        ) as order_date,
        {{ local_date(
            'shipments.delivered_at',
            "coalesce(orders.time_zone, '" ~ var('default_time_zone') ~ "')"
        ) }} as delivery_date

    from shipments

    left join orders
        on shipments.order_id = orders.order_id

),

-- A clock that says that the parcel came before it was ordered is not believed.
shipments_judged as (

    select
        *,
        coalesce(delivered_at < ordered_at, false) as is_delivered_too_early

    from shipments_dated

),

final as (

    select
        -- ids
        shipment_id,
        known_order_id as order_id,
        coalesce(channel_id, 'unknown') as channel_id,
        coalesce(store_id, 'no_store') as fulfilment_store_id,
        customer_id,

        -- attributes
        carrier_name,
        shipment_status,

        -- measures
        case
            when not is_delivered_too_early
                then
                    ({{ epoch_seconds('delivered_at') }} - {{ epoch_seconds('ordered_at') }})
                    / cast(86400 as double)
        end as delivery_days,

        -- flags
        coalesce(shipment_status = 'delivered', false) or delivered_at is not null as is_delivered,
        case when not is_delivered_too_early then delivery_date <= promised_date end as is_on_time,
        is_delivered_too_early as warning_delivered_before_order,

        -- dates
        order_date,
        promised_date,
        delivery_date,

        -- timestamps
        shipped_at,
        delivered_at

    from shipments_judged

)

select * from final
