with

orders as (

    select * from {{ ref('int_channels__orders_deduplicated') }} where order_status = 'completed'

),

order_lines as (

    select * from {{ ref('int_channels__order_lines_unioned') }}

),

devices as (

    select * from {{ ref('int_identity__sightings_keyed') }}
    where record_type = 'webshop.orders' and identifier_type = 'visitor'

),

-- A receipt that only takes goods back is no purchase.
credits as (

    select order_id
    from order_lines
    group by order_id
    having min(case when is_return then 1 else 0 end) = 1

),

devices_picked as (

    select
        record_id as order_id,
        min(node_id) as device_node_id

    from devices

    group by record_id

),

final as (

    select
        'order:' || orders.order_id as touchpoint_id,
        orders.order_id,
        orders.channel_id,
        orders.customer_id,
        devices_picked.device_node_id,
        nullif(orders.store_id, 'no_store') as store_id,
        orders.source_system,
        orders.order_date,
        orders.ordered_at as touched_at

    from orders

    left join credits
        on orders.order_id = credits.order_id

    left join devices_picked
        on orders.order_id = devices_picked.order_id

    where credits.order_id is null

)

select * from final
