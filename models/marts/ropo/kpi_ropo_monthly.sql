with

counts as (

    select * from {{ ref('kpi_ropo_counts_monthly') }}

),

-- All stores and all categories have a rate and an interval of their own.
levels as (

    {{ ropo_level('store_id', 'category_name') }}
    union all
    {{ ropo_level("'(all)'", 'category_name') }}
    union all
    {{ ropo_level('store_id', "'(all)'", "category_name != '(all)'") }}
    union all
    {{ ropo_level("'(all)'", "'(all)'", "category_name != '(all)'") }}

),

-- Chance hides research most where customers are seen well, which is where research is seen. So the
-- difference is divided by what chance leaves of customers known at the time of the placebo.
rated as (

    select
        *,
        {{ safe_divide('comparable_researched', 'comparable_purchases') }} as comparable_rate,
        {{ safe_divide('placebo_researched', 'comparable_purchases') }} as placebo_rate,
        {{ safe_divide('known_placebo_researched', 'known_purchases') }} as known_placebo_rate,
        comparable_researched - both_researched as researched_alone,
        placebo_researched - both_researched as placebo_alone

    from levels

),

excesses as (

    select
        *,
        {{ safe_divide('comparable_rate - placebo_rate', '1 - known_placebo_rate') }}
            as ropo_excess,
        {{ paired_variance('researched_alone', 'placebo_alone', 'comparable_purchases') }}
            as difference_variance,
        {{ safe_divide('known_placebo_rate * (1 - known_placebo_rate)', 'known_purchases') }}
            as chance_variance

    from rated

),

bounded as (

    select
        *,
        1.96 * {{ safe_divide(
            'sqrt(difference_variance + ropo_excess * ropo_excess * chance_variance)',
            '1 - known_placebo_rate'
        ) }} as half_width

    from excesses

),

final as (

    select
        -- ids
        store_id,

        -- attributes
        direction,
        purchase_unit,
        match_type,
        category_name,

        -- measures
        window_days,
        cast(purchases as bigint) as purchases,
        cast(identified_purchases as bigint) as identified_purchases,
        cast(eligible_purchases as bigint) as eligible_purchases,
        cast(researched_purchases as bigint) as researched_purchases,
        {{ safe_divide('eligible_purchases', 'purchases') }} as ropo_coverage,
        {{ safe_divide('researched_purchases', 'eligible_purchases') }} as ropo_rate,
        {{ wilson_bound('researched_purchases', 'eligible_purchases', '-') }} as ropo_rate_low,
        {{ wilson_bound('researched_purchases', 'eligible_purchases', '+') }} as ropo_rate_high,
        {{ safe_divide('researched_purchases', 'purchases') }} as ropo_floor,
        {{ safe_divide('researched_purchases', 'eligible_purchases') }} * purchases
            as ropo_estimate,
        cast(comparable_purchases as bigint) as comparable_purchases,
        cast(comparable_researched as bigint) as comparable_researched,
        cast(placebo_researched as bigint) as placebo_researched,
        placebo_rate,
        cast(both_researched as bigint) as both_researched,
        cast(known_purchases as bigint) as known_purchases,
        cast(known_placebo_researched as bigint) as known_placebo_researched,
        known_placebo_rate,
        {{ safe_divide('comparable_researched', 'placebo_researched') }} as ropo_lift,
        ropo_excess,
        ropo_excess - half_width as ropo_excess_low,
        ropo_excess + half_width as ropo_excess_high,
        {{ to_money('net_revenue_reporting') }} as net_revenue_reporting,
        {{ to_money('researched_revenue_reporting') }} as researched_revenue_reporting,
        cast(lines_without_rate as bigint) as lines_without_rate,

        -- dates
        order_month

    from bounded

)

select * from final
