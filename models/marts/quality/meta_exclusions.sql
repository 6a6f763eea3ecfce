with

orders as (

    select * from {{ ref('int_channels__orders_deduplicated') }} where order_status != 'completed'

),

lines as (

    select * from {{ ref('int_channels__order_lines_unioned') }}

),

lines_summed as (

    select
        order_id,
        sum(case when is_return then 0 else 1 end) as sold_lines,
        sum(gross_amount - discount_amount) as excluded_amount

    from lines

    group by order_id

),

-- Only completed orders are sales; what is left out is counted here, so that nothing just
-- disappears.
final as (

    select
        -- ids
        orders.channel_id,
        orders.source_system,

        -- attributes
        orders.order_status as exclusion_reason,
        orders.currency,

        -- measures
        count(*) as excluded_orders,
        cast(coalesce(sum(lines_summed.sold_lines), 0) as bigint) as excluded_lines,
        {{ to_money('coalesce(sum(lines_summed.excluded_amount), 0)') }} as excluded_amount

    from orders

    left join lines_summed
        on orders.order_id = lines_summed.order_id

    group by orders.channel_id, orders.source_system, orders.order_status, orders.currency

)

select * from final
