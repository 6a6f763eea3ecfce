with

channel_customers as (

    select * from {{ ref('bridge_channel_customers') }}

),

-- Squares in decimals add up to the same sum in any order.
valued as (

    select
        *,
        cast(customer_lifetime_value_reporting as decimal(18, 3))
        * cast(customer_lifetime_value_reporting as decimal(18, 3)) as value_square

    from channel_customers

),

customers_counted as (

    select
        channel_id,
        count(*) as met_customers,
        sum(case when is_met_elsewhere then 1 else 0 end) as shared_customers,
        count(case when is_met_elsewhere then value_square end) as shared_count,
        count(case when not is_met_elsewhere then value_square end) as single_count,
        cast(sum(case when is_met_elsewhere then customer_lifetime_value_reporting end) as double)
            as shared_sum,
        cast(
            sum(case when not is_met_elsewhere then customer_lifetime_value_reporting end) as double
        ) as single_sum,
        cast(sum(case when is_met_elsewhere then value_square end) as double) as shared_squares,
        cast(sum(case when not is_met_elsewhere then value_square end) as double) as single_squares

    from valued

    group by channel_id

),

-- Welch's error of the difference of two means.
customers_compared as (

    select
        *,
        shared_sum / nullif(shared_count, 0) as shared_value,
        single_sum / nullif(single_count, 0) as single_value,
        (shared_squares - shared_sum * shared_sum / nullif(shared_count, 0))
        / nullif(shared_count * (shared_count - 1), 0)
        + (single_squares - single_sum * single_sum / nullif(single_count, 0))
        / nullif(single_count * (single_count - 1), 0) as value_variance

    from customers_counted

),

final as (

    select
        -- ids
        channel_id,

        -- measures
        met_customers,
        cast(shared_customers as bigint) as shared_customers,
        {{ safe_divide('shared_customers', 'met_customers') }} as shared_customer_share,
        shared_count as valued_shared_customers,
        single_count as valued_single_customers,
        shared_value as shared_lifetime_value,
        single_value as single_lifetime_value,
        shared_value - single_value as lifetime_value_gain,
        shared_value - single_value - 1.96 * sqrt(value_variance) as lifetime_value_gain_low,
        shared_value - single_value + 1.96 * sqrt(value_variance) as lifetime_value_gain_high

    from customers_compared

)

select * from final
