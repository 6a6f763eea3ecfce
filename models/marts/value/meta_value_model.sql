with

parameters as (

    select * from {{ ref('base_value__parameters') }}

),

final as (

    select
        -- measures
        purchase_rate_shape,
        purchase_rate_scale_weeks,
        dropout_alpha,
        dropout_beta,
        amount_shape,
        amount_scale_shape,
        amount_scale,
        fitted_customers,
        repeating_customers,
        valued_customers,
        purchase_log_likelihood,
        amount_log_likelihood,
        frequency_value_correlation,
        holdout_days,
        holdout_customers,
        holdout_purchases,
        holdout_predicted,
        holdout_error,
        holdout_customer_error,

        -- flags
        is_converged,

        -- dates
        fitted_as_of_date

    from parameters

)

select * from final
