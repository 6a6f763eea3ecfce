with

orders as (

    select * from {{ ref('fct_orders') }} where order_type = 'sale'

),

refund_lines as (

    select * from {{ ref('fct_refund_lines') }}
    where refund_channel_id = 'store' and channel_id != 'store'

),

facts as (

    select
        coalesce(fulfilment_store_id, '(none)') as store_id,
        cast({{ dbt.date_trunc('month', 'order_date') }} as date) as service_month,
        case when channel_id = 'store' then 1 else 0 end as sold_orders,
        case when channel_id != 'store' then 1 else 0 end as collected_orders,
        case when channel_id != 'store' then net_revenue_reporting end
            as collected_revenue_reporting,
        case when channel_id != 'store' and net_revenue_reporting is null then 1 else 0 end
            as collected_without_rate,
        0 as returned_lines,
        cast(null as decimal(38, 3)) as returned_amount_reporting,
        0 as returned_without_rate
    from orders
    where fulfilment_channel_id = 'store'

    union all

    select
        coalesce(refund_store_id, '(none)') as store_id,
        cast({{ dbt.date_trunc('month', 'refund_date') }} as date) as service_month,
        0 as sold_orders,
        0 as collected_orders,
        null as collected_revenue_reporting,
        0 as collected_without_rate,
        1 as returned_lines,
        refund_amount_cash_reporting as returned_amount_reporting,
        case when refund_amount_cash_reporting is null then 1 else 0 end
            as returned_without_rate
    from refund_lines

),

final as (

    select
        -- ids
        store_id,

        -- measures
        cast(sum(sold_orders) as bigint) as sold_orders,
        cast(sum(collected_orders) as bigint) as collected_orders,
        {{ safe_divide('sum(collected_orders)', 'sum(sold_orders + collected_orders)') }}
            as collected_order_share,
        {{ to_money('coalesce(sum(collected_revenue_reporting), 0)') }}
            as collected_revenue_reporting,
        cast(sum(returned_lines) as bigint) as cross_channel_returned_lines,
        {{ to_money('coalesce(sum(returned_amount_reporting), 0)') }}
            as cross_channel_returned_reporting,
        cast(sum(collected_without_rate + returned_without_rate) as bigint)
            as rows_without_rate,

        -- dates
        service_month

    from facts

    group by store_id, service_month

)

select * from final
