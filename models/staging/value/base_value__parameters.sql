{{ check_value_parameters(source('value', 'parameters')) }}

with

parameters as (

    {{ read_raw('value', 'parameters', {
        'purchase_rate_shape': 'double',
        'purchase_rate_scale_weeks': 'double',
        'dropout_alpha': 'double',
        'dropout_beta': 'double',
        'amount_shape': 'double',
        'amount_scale_shape': 'double',
        'amount_scale': 'double',
        'fitted_customers': 'bigint',
        'repeating_customers': 'bigint',
        'valued_customers': 'bigint',
        'purchase_log_likelihood': 'double',
        'amount_log_likelihood': 'double',
        'frequency_value_correlation': 'double',
        'is_converged': 'boolean',
        'holdout_days': 'bigint',
        'holdout_customers': 'bigint',
        'holdout_purchases': 'bigint',
        'holdout_predicted': 'double',
        'holdout_error': 'double',
        'holdout_customer_error': 'double',
        'fitted_as_of_date': 'date',
    }, optional=true) }}

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
