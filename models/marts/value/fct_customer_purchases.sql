with

orders as (

    select * from {{ ref('fct_orders') }} where order_type = 'sale'

),

-- The data reach to the last order of anybody.
reach as (

    select
        max(order_date) as as_of_date,
        {{ add_days('max(order_date)', '-' ~ var('value_holdout_days')) }} as calibration_date

    from orders

),

orders_ranked as (

    select
        *,
        row_number() over (
            partition by customer_id
            order by order_date, ordered_at, order_id
        ) as order_number,
        row_number() over (
            partition by customer_id
            order by order_date desc, ordered_at desc, order_id desc
        ) as order_number_from_last,
        min(order_date) over (partition by customer_id) as first_order_date

    from orders

    where customer_id is not null

),

-- Orders of one day are one purchase, as in the model's literature.
days as (

    select
        orders_ranked.customer_id,
        orders_ranked.first_order_date,
        orders_ranked.order_date,
        reach.as_of_date,
        reach.calibration_date,
        orders_ranked.order_date > orders_ranked.first_order_date as is_repeat,
        orders_ranked.order_date <= reach.calibration_date as is_calibration,
        max(case when orders_ranked.order_number = 1 then orders_ranked.channel_id end)
            as first_channel_id,
        max(case when orders_ranked.order_number_from_last = 1 then orders_ranked.channel_id end)
            as last_selling_channel_id,
        count(*) as orders,
        sum(case when orders_ranked.net_revenue_reporting is null then 1 else 0 end)
            as orders_without_rate,
        sum(orders_ranked.net_revenue_reporting) as net_revenue_reporting

    from orders_ranked

    inner join reach
        on orders_ranked.order_date <= reach.as_of_date

    group by
        orders_ranked.customer_id,
        orders_ranked.first_order_date,
        orders_ranked.order_date,
        reach.as_of_date,
        reach.calibration_date

),

customers as (

    select
        customer_id,
        first_order_date,
        as_of_date,
        calibration_date,
        max(first_channel_id) as first_channel_id,
        max(last_selling_channel_id) as last_selling_channel_id,
        sum(orders) as orders,
        sum(orders_without_rate) as orders_without_rate,
        count(*) as purchase_days,
        sum(case when is_repeat then 1 else 0 end) as repeat_purchases,
        sum(case when is_repeat and net_revenue_reporting is not null then 1 else 0 end)
            as valued_repeats,
        sum(case when is_repeat and is_calibration then 1 else 0 end) as calibration_repeats,
        sum(case when is_calibration then 0 else 1 end) as holdout_purchases,
        coalesce(sum(net_revenue_reporting), 0) as net_revenue_reporting,
        coalesce(sum(case when is_repeat then net_revenue_reporting end), 0)
            as repeat_revenue_reporting,
        max(order_date) as last_order_date,
        max(case when is_calibration then order_date end) as last_calibration_date

    from days

    group by customer_id, first_order_date, as_of_date, calibration_date

),

final as (

    select
        -- ids
        customer_id,
        first_channel_id,
        last_selling_channel_id,

        -- measures
        cast(orders as bigint) as orders,
        cast(orders_without_rate as bigint) as orders_without_rate,
        cast(purchase_days as bigint) as purchase_days,
        cast(repeat_purchases as bigint) as repeat_purchases,
        cast(valued_repeats as bigint) as valued_repeats,
        cast(case when last_calibration_date is not null then calibration_repeats end as bigint)
            as calibration_repeats,
        cast(case when last_calibration_date is not null then holdout_purchases end as bigint)
            as holdout_purchases,
        cast({{ days_between('first_order_date', 'last_order_date') }} as bigint) as recency_days,
        cast({{ days_between('first_order_date', 'as_of_date') }} as bigint) as age_days,
        cast({{ days_between('last_order_date', 'as_of_date') }} as bigint)
            as days_since_last_order,
        cast({{ days_between('first_order_date', 'last_calibration_date') }} as bigint)
            as calibration_recency_days,
        cast(
            case
                when last_calibration_date is not null
                    then {{ days_between('first_order_date', 'calibration_date') }}
            end as bigint
        ) as calibration_age_days,
        {{ to_money('net_revenue_reporting') }} as known_revenue_reporting,
        {{ to_money('repeat_revenue_reporting') }} as repeat_revenue_reporting,

        -- dates
        first_order_date,
        last_order_date,
        as_of_date

    from customers

)

select * from final
