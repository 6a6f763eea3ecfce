with

customers as (

    select * from {{ ref('fct_customer_purchases') }}

),

segments as (

    select * from {{ ref('stg_reference__rfm_segments') }}

),

-- Fifths of equal size. Where customers are alike, customer_id decides, so that a customer's score
-- does not depend on the order of rows.
scores as (

    select
        *,
        cast(ntile(5) over (order by last_order_date, customer_id) as bigint) as recency_score,
        cast(ntile(5) over (order by orders, customer_id) as bigint) as frequency_score,
        cast(ntile(5) over (order by known_revenue_reporting, customer_id) as bigint)
            as monetary_score

    from customers

),

final as (

    select
        -- ids
        scores.customer_id,

        -- attributes
        segments.rfm_segment,

        -- measures
        scores.recency_score,
        scores.frequency_score,
        scores.monetary_score,
        scores.days_since_last_order,
        scores.orders,
        scores.orders_without_rate,
        scores.known_revenue_reporting,

        -- dates
        scores.last_order_date,
        scores.as_of_date

    from scores

    left join segments
        on
            scores.recency_score = segments.recency_score
            and scores.frequency_score = segments.frequency_score

)

select * from final
