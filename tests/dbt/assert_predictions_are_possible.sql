-- Where the model is fitted, every customer is predicted: a probability, and purchases above 0 that
-- a discount does not make more.
with

customers as (

    select * from {{ ref('fct_customer_purchases') }}

),

parameters as (

    select * from {{ ref('meta_value_model') }}

),

predictions as (

    select * from {{ ref('fct_customer_values') }}

),

expected as (

    select * from {{ ref('fct_expected_purchases') }}

),

final as (

    select
        customers.customer_id,
        predictions.active_probability,
        predictions.expected_purchases,
        expected.purchases_if_active,
        expected.discounted_purchases_if_active

    from customers

    inner join parameters
        on parameters.purchase_rate_shape > 0

    left join predictions
        on customers.customer_id = predictions.customer_id

    left join expected
        on
            customers.repeat_purchases = expected.repeat_purchases
            and customers.age_days = expected.age_days

)

select * from final
where
    active_probability is null
    or active_probability < 0
    or active_probability > 1
    or purchases_if_active is null
    or purchases_if_active <= 0
    or expected_purchases > purchases_if_active
    or discounted_purchases_if_active <= 0
    or discounted_purchases_if_active > purchases_if_active * 1.000000001
