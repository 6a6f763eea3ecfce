with

parameters as (

    select * from {{ ref('base_value__parameters') }}

),

customers as (

    select * from {{ ref('fct_customer_purchases') }}

),

expected as (

    select * from {{ ref('fct_expected_purchases') }}

),

-- Times are in weeks. Customers leave after a repeat purchase, so that of the others none has left.
-- Beyond e^700 doubles end, and nobody is active.
odds as (

    select
        customers.*,
        expected.purchases_if_active,
        expected.discounted_purchases_if_active,
        parameters.amount_shape,
        parameters.amount_scale_shape,
        parameters.amount_scale,
        case
            when customers.repeat_purchases > 0 then least(
                ln(
                    parameters.dropout_alpha
                    / (parameters.dropout_beta + customers.repeat_purchases - 1)
                )
                + (parameters.purchase_rate_shape + customers.repeat_purchases) * ln(
                    (parameters.purchase_rate_scale_weeks + customers.age_days / cast(7 as double))
                    / (
                        parameters.purchase_rate_scale_weeks
                        + customers.recency_days / cast(7 as double)
                    )
                ),
                700
            )
        end as log_odds_of_having_left

    from customers

    inner join parameters
        on parameters.purchase_rate_shape > 0

    left join expected
        on
            customers.repeat_purchases = expected.repeat_purchases
            and customers.age_days = expected.age_days

),

predicted as (

    select
        *,
        case
            when log_odds_of_having_left is null then cast(1 as double)
            else 1 / (1 + exp(log_odds_of_having_left))
        end as active_probability,
        amount_shape
        * (
            amount_scale
            + cast(
                case when repeat_revenue_reporting > 0 then repeat_revenue_reporting else 0 end
                as double
            )
        )
        / (amount_shape * valued_repeats + amount_scale_shape - 1) as expected_purchase_value

    from odds

),

final as (

    select
        -- ids
        customer_id,

        -- measures
        repeat_purchases,
        recency_days,
        age_days,
        active_probability,
        active_probability * purchases_if_active as expected_purchases,
        {{ money_part('expected_purchase_value') }} as expected_purchase_value_reporting,
        {{ money_part('active_probability * purchases_if_active * expected_purchase_value') }}
            as customer_lifetime_value_reporting,
        {{ money_part(
            'active_probability * discounted_purchases_if_active * expected_purchase_value'
        ) }} as discounted_lifetime_value_reporting,

        -- dates
        as_of_date

    from predicted

)

select * from final
