with

orders as (

    select * from {{ ref('int_channels__orders_unioned') }}

),

lines as (

    select * from {{ ref('int_channels__order_lines_unioned') }}

),

lines_summed as (

    select
        order_id,
        min(source_system) as source_system,
        sum(case when is_return then 0 else 1 end) as sold_lines,
        sum(gross_amount - discount_amount) as excluded_amount

    from lines

    group by order_id

),

-- Only completed orders are sales; what is left out is counted here, so that nothing just
-- disappears. A line whose order is missing, or was rejected, cannot be dated.
excluded as (

    select
        coalesce(orders.channel_id, 'unknown') as channel_id,
        coalesce(orders.source_system, lines_summed.source_system) as source_system,
        coalesce(orders.order_status, 'order_not_found') as exclusion_reason,
        orders.currency,
        lines_summed.sold_lines,
        lines_summed.excluded_amount

    from orders

    full outer join lines_summed
        on orders.order_id = lines_summed.order_id

    where coalesce(orders.order_status, 'order_not_found') != 'completed'

),

final as (

    select
        -- ids
        channel_id,
        source_system,

        -- attributes
        exclusion_reason,
        currency,

        -- measures
        count(*) as excluded_orders,
        cast(coalesce(sum(sold_lines), 0) as bigint) as excluded_lines,
        {{ to_money('coalesce(sum(excluded_amount), 0)') }} as excluded_amount

    from excluded

    group by channel_id, source_system, exclusion_reason, currency

)

select * from final
