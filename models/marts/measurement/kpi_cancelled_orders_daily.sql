with

orders as (

    select * from {{ ref('int_channels__orders_deduplicated') }}
    where order_status in ('completed', 'cancelled')

),

channels as (

    select * from {{ ref('dim_channels') }} where is_online

),

webshop_orders as (

    select * from {{ ref('stg_webshop__orders') }} where order_status = 'cancelled'

),

-- Where a cancellation bears no reason, nobody knows whether the stock was the reason.
judged as (

    select
        orders.channel_id,
        orders.order_date as business_date,
        case when orders.order_status = 'cancelled' then 1 else 0 end as cancelled_order,
        case when webshop_orders.cancellation_reason is not null then 1 else 0 end
            as explained_order,
        case when webshop_orders.cancellation_reason = 'out_of_stock' then 1 else 0 end
            as out_of_stock_order

    from orders

    inner join channels
        on orders.channel_id = channels.channel_id

    left join webshop_orders
        on orders.order_id = webshop_orders.order_id

),

final as (

    select
        -- ids
        channel_id,

        -- measures
        cast(count(*) as bigint) as online_orders,
        cast(sum(cancelled_order) as bigint) as cancelled_orders,
        cast(sum(explained_order) as bigint) as explained_cancellations,
        cast(sum(out_of_stock_order) as bigint) as cancelled_out_of_stock_orders,
        {{ safe_divide('sum(explained_order)', 'sum(cancelled_order)') }}
            as explained_cancellation_share,
        {{ safe_divide(
            'case when sum(cancelled_order) = sum(explained_order) then sum(out_of_stock_order) end',
            'count(*)'
        ) }} as cancelled_out_of_stock_rate,

        -- dates
        business_date

    from judged

    group by channel_id, business_date

)

select * from final
