with

order_lines as (

    select * from {{ ref('fct_order_lines') }}

),

orders as (

    select * from {{ ref('int_channels__orders_deduplicated') }} where order_status = 'completed'

),

households as (

    select * from {{ ref('int_identity__households_assigned') }}

),

return_lines as (

    select * from {{ ref('int_channels__order_lines_unioned') }} where is_return

),

returning_orders as (

    select distinct order_id
    from return_lines

),

-- Every line of an order repeats the order's own attributes, so max() only picks them.
lines_summed as (

    select
        order_id,
        max(channel_id) as channel_id,
        max(store_id) as store_id,
        max(customer_id) as customer_id,
        max(currency) as currency,
        max(case when line_type = 'sale' then 1 else 0 end) as has_sale,
        sum(
            case when line_type = 'sale' and item_type = 'merchandise' then 1 else 0 end
        ) as order_lines,
        sum(case when item_type = 'merchandise' then quantity else 0 end) as units,
        sum(
            case when item_type = 'merchandise' then refunded_quantity else 0 end
        ) as refunded_units,
        sum(gross_revenue) as gross_revenue,
        sum(discount_amount) as discount_amount,
        sum(refund_amount) as refund_amount,
        sum(net_revenue) as net_revenue,
        sum(other_amount) as other_amount,
        sum(gross_revenue_reporting) as gross_revenue_reporting,
        sum(discount_amount_reporting) as discount_amount_reporting,
        sum(refund_amount_reporting) as refund_amount_reporting,
        sum(net_revenue_reporting) as net_revenue_reporting,
        max(case when exchange_rate is null then 1 else 0 end) as has_missing_rate,
        min(order_date) as order_date,
        min(ordered_at) as ordered_at

    from order_lines

    group by order_id

),

-- A receipt that only takes back has no line in the ledger when the lines it takes back are known:
-- they are lowered instead. Its amounts are 0, not unknown.
final as (

    select
        -- ids
        coalesce(orders.order_id, lines_summed.order_id) as order_id,
        coalesce(orders.channel_id, lines_summed.channel_id) as channel_id,
        coalesce(orders.store_id, lines_summed.store_id) as store_id,
        orders.fulfilment_channel_id,
        orders.fulfilment_store_id,
        coalesce(orders.customer_id, lines_summed.customer_id) as customer_id,
        coalesce(households.household_id, orders.household_id) as household_id,

        -- attributes
        case
            when lines_summed.has_sale = 0 then 'credit'
            when lines_summed.order_id is null and returning_orders.order_id is not null
                then 'credit'
            else 'sale'
        end as order_type,
        coalesce(orders.currency, lines_summed.currency) as currency,

        -- measures
        cast(coalesce(lines_summed.order_lines, 0) as bigint) as order_lines,
        {{ to_money('coalesce(lines_summed.units, 0)') }} as units,
        {{ to_money('coalesce(lines_summed.refunded_units, 0)') }} as refunded_units,
        {{ to_money('coalesce(lines_summed.gross_revenue, 0)') }} as gross_revenue,
        {{ to_money('coalesce(lines_summed.discount_amount, 0)') }} as discount_amount,
        {{ to_money('coalesce(lines_summed.refund_amount, 0)') }} as refund_amount,
        {{ to_money('coalesce(lines_summed.net_revenue, 0)') }} as net_revenue,
        {{ to_money('coalesce(lines_summed.other_amount, 0)') }} as other_amount,
        case
            when lines_summed.order_id is null then 0 else lines_summed.gross_revenue_reporting
        end as gross_revenue_reporting,
        case
            when lines_summed.order_id is null then 0 else lines_summed.discount_amount_reporting
        end as discount_amount_reporting,
        case
            when lines_summed.order_id is null then 0 else lines_summed.refund_amount_reporting
        end as refund_amount_reporting,
        case
            when lines_summed.order_id is null then 0 else lines_summed.net_revenue_reporting
        end as net_revenue_reporting,

        -- flags
        coalesce(orders.customer_id, lines_summed.customer_id) is not null as is_identified,
        coalesce(lines_summed.has_missing_rate, 0) = 1 as warning_no_exchange_rate,
        coalesce(lines_summed.has_sale = 1 and lines_summed.net_revenue < 0, false)
            as warning_negative_net_revenue,
        lines_summed.order_id is null and returning_orders.order_id is null as warning_no_lines,
        coalesce(orders.warning_possible_duplicate, false) as warning_possible_duplicate,

        -- dates
        coalesce(orders.order_date, lines_summed.order_date) as order_date,

        -- timestamps
        coalesce(orders.ordered_at, lines_summed.ordered_at) as ordered_at

    from orders

    full outer join lines_summed
        on orders.order_id = lines_summed.order_id

    left join returning_orders
        on orders.order_id = returning_orders.order_id

    left join households
        on coalesce(orders.customer_id, lines_summed.customer_id) = households.customer_id

)

select * from final
