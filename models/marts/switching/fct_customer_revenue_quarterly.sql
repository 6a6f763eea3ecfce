with

orders as (

    select * from {{ ref('fct_orders') }}

),

orders_placed as (

    select
        'channel' as switching_level,
        channel_id as place_id,
        customer_id,
        cast({{ dbt.date_trunc('quarter', 'order_date') }} as date) as order_quarter,
        net_revenue_reporting
    from orders

    union all

    select
        'place' as switching_level,
        case
            when channel_id = 'store' then 'store ' || coalesce(store_id, '(none)')
            else channel_id
        end as place_id,
        customer_id,
        cast({{ dbt.date_trunc('quarter', 'order_date') }} as date) as order_quarter,
        net_revenue_reporting
    from orders

),

revenue as (

    select
        switching_level,
        place_id,
        customer_id,
        order_quarter,
        count(*) as orders,
        sum(case when net_revenue_reporting is null then 1 else 0 end) as orders_without_rate,
        coalesce(sum(net_revenue_reporting), 0) as net_revenue_reporting

    from orders_placed

    group by switching_level, place_id, customer_id, order_quarter

),

-- Each quarter also stands beside the next one, in which there may be nothing.
beside_the_next as (

    select
        switching_level,
        place_id,
        customer_id,
        order_quarter,
        orders,
        orders_without_rate,
        net_revenue_reporting,
        0 as orders_before,
        cast(0 as decimal(38, 3)) as net_revenue_before
    from revenue

    union all

    select
        switching_level,
        place_id,
        customer_id,
        cast({{ dbt.dateadd('month', 3, 'order_quarter') }} as date) as order_quarter,
        0 as orders,
        0 as orders_without_rate,
        0 as net_revenue_reporting,
        orders as orders_before,
        net_revenue_reporting as net_revenue_before
    from revenue
    where customer_id is not null

),

quarters_known as (

    select max(order_quarter) as last_quarter
    from revenue

),

final as (

    select
        -- ids
        beside_the_next.customer_id,
        beside_the_next.place_id,

        -- attributes
        beside_the_next.switching_level,

        -- measures
        cast(sum(beside_the_next.orders) as bigint) as orders,
        cast(sum(beside_the_next.orders_without_rate) as bigint) as orders_without_rate,
        {{ to_money('sum(beside_the_next.net_revenue_reporting)') }} as net_revenue_reporting,
        cast(sum(beside_the_next.orders_before) as bigint) as orders_before,
        {{ to_money('sum(beside_the_next.net_revenue_before)') }} as net_revenue_before_reporting,

        -- dates
        beside_the_next.order_quarter

    from beside_the_next

    inner join quarters_known
        on beside_the_next.order_quarter <= quarters_known.last_quarter

    group by
        beside_the_next.switching_level,
        beside_the_next.place_id,
        beside_the_next.customer_id,
        beside_the_next.order_quarter

)

select * from final
