with

parameters as (

    select * from {{ ref('base_value__parameters') }}

),

customers as (

    select * from {{ ref('fct_customer_purchases') }}

),

numbers as (

    select * from {{ ref('int_value__numbers_listed') }} where listed_number > 0

),

frequencies as (

    select distinct
        customers.repeat_purchases,
        parameters.dropout_alpha as first_upper,
        parameters.dropout_alpha + parameters.dropout_beta - parameters.purchase_rate_shape
            as second_upper,
        parameters.dropout_alpha + parameters.dropout_beta + customers.repeat_purchases as base

    from customers

    inner join parameters
        on parameters.purchase_rate_shape > 0

),

-- The hypergeometric function 2F1 as a series, after Euler's transformation: its upper parameters
-- are then the same for all customers, and the terms vanish soon. A term is the one before times a
-- factor; the product of the factors is a sum of logarithms, beside which signs are counted.
factors as (

    select
        frequencies.repeat_purchases,
        numbers.listed_number,
        (frequencies.first_upper + numbers.listed_number - 2)
        * (frequencies.second_upper + numbers.listed_number - 2)
        / (frequencies.base + numbers.listed_number - 2)
        / numbers.listed_number as factor

    from frequencies

    inner join numbers
        on numbers.listed_number > 0

),

coefficients as (

    select
        repeat_purchases,
        listed_number,
        sum(ln(greatest(abs(factor), 1e-300))) over (
            partition by repeat_purchases
            order by listed_number
            rows between unbounded preceding and current row
        ) as log_coefficient,
        sum(case when factor < 0 then 1 else 0 end) over (
            partition by repeat_purchases
            order by listed_number
            rows between unbounded preceding and current row
        ) as negative_factors

    from factors

),

-- Every history of a customer, at the end of each of the twelve months to come: of the horizon's
-- twelfths, which have 84 times fewer weeks than it has days.
points as (

    select distinct
        customers.repeat_purchases,
        customers.age_days,
        numbers.listed_number as month_number,
        parameters.dropout_alpha - 1 as exponent,
        parameters.dropout_alpha + parameters.dropout_beta + customers.repeat_purchases - 1 as base,
        numbers.listed_number / (
            numbers.listed_number
            + (parameters.purchase_rate_scale_weeks + customers.age_days / cast(7 as double))
            * 84 / {{ var('value_horizon_days') }}
        ) as argument

    from customers

    inner join parameters
        on parameters.purchase_rate_shape > 0

    inner join numbers
        on numbers.listed_number <= 12

),

-- Terms below e^-60 do not count; all that do must be in the list of numbers. Sums are of decimals,
-- because doubles depend on the order of adding.
series as (

    select
        points.repeat_purchases,
        points.age_days,
        points.month_number,
        {{ purchases_if_active(
            'max(points.base)', 'max(points.exponent)', 'max(points.argument)',
            'sum(cast(case when coefficients.negative_factors % 2 = 1 then -1 else 1 end * exp('
            ~ 'coefficients.log_coefficient + coefficients.listed_number * ln(points.argument)'
            ~ ') as decimal(38, 18)))'
        ) }} as expected_purchases

    from points

    inner join coefficients
        on
            points.repeat_purchases = coefficients.repeat_purchases
            and coefficients.listed_number * ln(points.argument) > -60

    where 4017 * ln(points.argument) <= -60

    group by points.repeat_purchases, points.age_days, points.month_number

),

-- What is bought in a month counts at its end: each running total by what a month makes of it.
final as (

    select
        -- measures
        repeat_purchases,
        age_days,
        max(case when month_number = 12 then expected_purchases end) as purchases_if_active,
        cast(sum(
            cast(expected_purchases * {{ discount_step('month_number') }} as decimal(38, 18))
        ) as double) as discounted_purchases_if_active

    from series

    group by repeat_purchases, age_days

)

select * from final
