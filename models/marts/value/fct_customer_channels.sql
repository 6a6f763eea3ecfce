with

customers as (

    select * from {{ ref('fct_customer_purchases') }}

),

orders as (

    select * from {{ ref('fct_orders') }} where order_type = 'sale' and customer_id is not null

),

touches as (

    select * from {{ ref('fct_touchpoints') }} where customer_id is not null

),

people as (

    select * from {{ ref('dim_customers') }}

),

-- Channels are counted in the window, value only after it: who stays longer has more time to use
-- channels, and would otherwise look valuable because of them.
periods as (

    select
        *,
        {{ add_days('first_order_date', var('omnichannel_window_days')) }} as follow_up_date,
        {{ add_days(
            'first_order_date',
            var('omnichannel_window_days') + var('omnichannel_follow_up_days')
        ) }} as follow_up_end_date

    from customers

),

orders_placed as (

    select
        orders.*,
        orders.order_date < periods.follow_up_date as is_in_window,
        row_number() over (
            partition by orders.customer_id
            order by orders.order_date, orders.ordered_at, orders.order_id
        ) as order_number

    from orders

    inner join periods
        on
            orders.customer_id = periods.customer_id
            and orders.order_date < periods.follow_up_end_date

),

orders_counted as (

    select
        customer_id,
        count(distinct case when is_in_window then channel_id end) as purchase_channels,
        sum(case when is_in_window then 1 else 0 end) as window_orders,
        sum(case when is_in_window then 0 else 1 end) as follow_up_orders,
        sum(case when not is_in_window and net_revenue_reporting is null then 1 else 0 end)
            as follow_up_orders_without_rate,
        coalesce(sum(case when not is_in_window then net_revenue_reporting end), 0)
            as follow_up_revenue,
        max(case when order_number = 1 then net_revenue_reporting end) as first_order_value

    from orders_placed

    group by customer_id

),

touches_counted as (

    select
        touches.customer_id,
        count(distinct touches.channel_id) as touch_channels

    from touches

    inner join periods
        on
            touches.customer_id = periods.customer_id
            and touches.touch_date >= periods.first_order_date
            and touches.touch_date < periods.follow_up_date

    group by touches.customer_id

),

final as (

    select
        -- ids
        periods.customer_id,
        periods.first_channel_id,

        -- attributes
        people.country_code,
        {{ value_band('orders_counted.first_order_value', 'periods.customer_id') }}
            as first_order_value_band,
        {{ order_band('orders_counted.window_orders') }} as window_order_band,

        -- measures
        orders_counted.purchase_channels,
        coalesce(touches_counted.touch_channels, 0) as touch_channels,
        cast(orders_counted.window_orders as bigint) as window_orders,
        cast(orders_counted.follow_up_orders as bigint) as follow_up_orders,
        cast(orders_counted.follow_up_orders_without_rate as bigint)
            as follow_up_orders_without_rate,
        {{ to_money('orders_counted.follow_up_revenue') }} as follow_up_revenue_reporting,

        -- flags
        periods.follow_up_end_date <= {{ add_days('periods.as_of_date', 1) }} as is_followed,

        -- dates
        periods.first_order_date,
        cast(date_trunc('quarter', periods.first_order_date) as date) as first_order_quarter

    from periods

    inner join orders_counted
        on periods.customer_id = orders_counted.customer_id

    left join touches_counted
        on periods.customer_id = touches_counted.customer_id

    left join people
        on periods.customer_id = people.customer_id

)

select * from final
