with

channels as (

    select * from {{ ref('fct_customer_channels') }}

),

predictions as (

    select * from {{ ref('fct_customer_values') }}

),

customers as (

    select
        channels.*,
        predictions.customer_lifetime_value_reporting

    from channels

    left join predictions
        on channels.customer_id = predictions.customer_id

),

-- Once by the channels they bought in, once by those in which they were met at all.
customers_by_channels as (

    select
        'purchase' as channel_kind,
        {{ channel_band('purchase_channels') }} as channel_band,
        customers.*
    from customers

    union all

    select
        'touch' as channel_kind,
        {{ channel_band('touch_channels') }} as channel_band,
        customers.*
    from customers

),

counted as (

    select
        channel_kind,
        channel_band,
        count(*) as known_customers,
        sum(case when is_followed then 1 else 0 end) as customers,
        sum(case when is_followed then follow_up_orders else 0 end) as follow_up_orders,
        sum(case when is_followed then follow_up_orders_without_rate else 0 end)
            as follow_up_orders_without_rate,
        sum(case when is_followed and follow_up_orders > 0 then 1 else 0 end)
            as returning_customers,
        sum(case when is_followed then follow_up_revenue_reporting else 0 end)
            as follow_up_revenue_reporting,
        sum(case when is_followed then customer_lifetime_value_reporting end)
            as expected_value_reporting

    from customers_by_channels

    group by channel_kind, channel_band

),

final as (

    select
        -- attributes
        channel_kind,
        channel_band,

        -- measures
        known_customers,
        cast(customers as bigint) as customers,
        cast(returning_customers as bigint) as returning_customers,
        cast(follow_up_orders as bigint) as follow_up_orders,
        cast(follow_up_orders_without_rate as bigint) as follow_up_orders_without_rate,
        {{ to_money('follow_up_revenue_reporting') }} as follow_up_revenue_reporting,
        {{ safe_divide('customers', 'known_customers') }} as followed_customer_share,
        {{ safe_divide('customers', 'sum(customers) over (partition by channel_kind)') }}
            as customer_share,
        {{ safe_divide(
            'follow_up_revenue_reporting',
            'sum(follow_up_revenue_reporting) over (partition by channel_kind)'
        ) }} as revenue_share,
        {{ safe_divide('returning_customers', 'customers') }} as returning_customer_rate,
        {{ safe_divide(
            'follow_up_orders * 365', 'customers * ' ~ var('omnichannel_follow_up_days')
        ) }} as orders_per_year,
        {{ safe_divide(
            'follow_up_revenue_reporting', '(follow_up_orders - follow_up_orders_without_rate)'
        ) }} as follow_up_order_value,
        {{ safe_divide(
            'follow_up_revenue_reporting * 365', 'customers * ' ~ var('omnichannel_follow_up_days')
        ) }} as revenue_per_customer_year,
        {{ safe_divide('expected_value_reporting', 'customers') }} as expected_value_per_customer

    from counted

)

select * from final
