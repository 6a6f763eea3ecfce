with

orders as (

    select * from {{ ref('fct_orders') }} where order_type = 'sale'

),

refund_lines as (

    select * from {{ ref('fct_refund_lines') }} where item_type = 'merchandise'

),

requests as (

    select * from {{ ref('stg_webshop__refund_lines') }} where requested_at is not null

),

-- Units stand in the month of the order, as the refund lowers the order's revenue; how returns were
-- dealt with stands in the month of the refund.
facts as (

    select
        channel_id,
        units,
        refunded_units,
        0 as return_lines,
        0 as linked_return_lines,
        0 as cross_channel_return_lines,
        cast(null as double) as refund_days,
        cast(null as double) as order_to_refund_days,
        order_date as business_date
    from orders

    union all

    select
        refund_lines.channel_id,
        0 as units,
        0 as refunded_units,
        1 as return_lines,
        case when refund_lines.is_linked then 1 else 0 end as linked_return_lines,
        case
            when
                refund_lines.is_linked
                and refund_lines.channel_id != refund_lines.refund_channel_id
                then 1
            else 0
        end as cross_channel_return_lines,
        case
            when requests.requested_at <= refund_lines.refunded_at
                then
                    (
                        {{ epoch_seconds('refund_lines.refunded_at') }}
                        - {{ epoch_seconds('requests.requested_at') }}
                    ) / cast(86400 as double)
        end as refund_days,
        case
            when refund_lines.is_linked
                then
                    cast(
                        {{ days_between('refund_lines.order_date', 'refund_lines.refund_date') }}
                        as double
                    )
        end as order_to_refund_days,
        refund_lines.refund_date as business_date
    from refund_lines
    left join requests
        on refund_lines.refund_line_id = requests.refund_line_id

),

facts_by_level as (

    select
        facts.*,
        facts.channel_id as level_channel_id
    from facts

    union all

    select
        facts.*,
        '(all)' as level_channel_id
    from facts

),

summed as (

    select
        level_channel_id as channel_id,
        cast({{ dbt.date_trunc('month', 'business_date') }} as date) as business_month,
        sum(units) as units,
        sum(refunded_units) as refunded_units,
        sum(return_lines) as return_lines,
        sum(linked_return_lines) as linked_return_lines,
        sum(cross_channel_return_lines) as cross_channel_return_lines,
        count(refund_days) as requested_return_lines,
        percentile_cont(0.5) within group (order by refund_days) as refund_days_median,
        percentile_cont(0.9) within group (order by refund_days) as refund_days_p90,
        percentile_cont(0.5) within group (order by order_to_refund_days)
            as order_to_refund_days_median

    from facts_by_level

    group by level_channel_id, {{ dbt.date_trunc('month', 'business_date') }}

),

final as (

    select
        -- ids
        channel_id,

        -- measures
        {{ to_money('units') }} as units,
        {{ to_money('refunded_units') }} as refunded_units,
        {{ safe_divide('refunded_units', 'units') }} as return_rate,
        cast(return_lines as bigint) as return_lines,
        cast(linked_return_lines as bigint) as linked_return_lines,
        cast(cross_channel_return_lines as bigint) as cross_channel_return_lines,
        {{ safe_divide('cross_channel_return_lines', 'linked_return_lines') }}
            as cross_channel_return_share,
        cast(requested_return_lines as bigint) as requested_return_lines,
        cast(refund_days_median as double) as refund_days_median,
        cast(refund_days_p90 as double) as refund_days_p90,
        cast(order_to_refund_days_median as double) as order_to_refund_days_median,

        -- dates
        business_month

    from summed

)

select * from final
