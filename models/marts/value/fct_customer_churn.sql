with

customers as (

    select * from {{ ref('fct_customer_purchases') }}

),

predictions as (

    select * from {{ ref('fct_customer_values') }}

),

-- Two views of one silence: what the model says, and how long it is against the customer's own
-- habit.
measured as (

    select
        customers.customer_id,
        customers.repeat_purchases,
        customers.days_since_last_order,
        customers.last_order_date,
        customers.as_of_date,
        1 - predictions.active_probability as churn_probability,
        {{ safe_divide('customers.recency_days', 'customers.repeat_purchases') }}
            as own_interval_days,
        {{ safe_divide(
            'customers.days_since_last_order * customers.repeat_purchases',
            'customers.recency_days'
        ) }} as silence_in_intervals

    from customers

    left join predictions
        on customers.customer_id = predictions.customer_id

),

final as (

    select
        -- ids
        customer_id,

        -- attributes
        case
            when repeat_purchases = 0 then 'one_purchase'
            when
                churn_probability >= {{ var('churn_high').probability }}
                or silence_in_intervals >= {{ var('churn_high').intervals }}
                then 'high'
            when
                churn_probability >= {{ var('churn_medium').probability }}
                or silence_in_intervals >= {{ var('churn_medium').intervals }}
                then 'medium'
            else 'low'
        end as churn_risk_band,

        -- measures
        repeat_purchases,
        days_since_last_order,
        own_interval_days,
        silence_in_intervals,
        churn_probability,

        -- dates
        last_order_date,
        as_of_date

    from measured

)

select * from final
