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

-- Who looks up much is seen in both windows more often, so the placebo is compared among customers
-- with as much research. Where chance alone finds everybody it explains everything.
bands as (

    select
        *,
        {{ safe_divide('comparable_researched', 'comparable_purchases') }} as rate,
        {{ safe_divide('placebo_researched', 'comparable_purchases') }} as chance,
        case
            when placebo_researched < comparable_purchases then comparable_purchases
        end as compared

    from levels

),

bands_weighted as (

    select
        *,
        compared * (rate - chance) / nullif(1 - chance, 0) as excess_sum,
        compared * (
            rate * (1 - rate)
            + chance * (1 - rate) * (1 - rate) / nullif(1 - chance, 0)
        ) / nullif((1 - chance) * (1 - chance), 0) as excess_variance

    from bands

),

summed as (

    select
        store_id,
        direction,
        purchase_unit,
        match_type,
        category_name,
        window_days,
        order_month,
        sum(purchases) as purchases,
        sum(identified_purchases) as identified_purchases,
        sum(eligible_purchases) as eligible_purchases,
        sum(researched_purchases) as researched_purchases,
        sum(comparable_purchases) as comparable_purchases,
        sum(comparable_researched) as comparable_researched,
        sum(placebo_researched) as placebo_researched,
        sum(compared) as compared,
        {{ sum_of_bands('excess_sum') }} as excess_sum,
        {{ sum_of_bands('excess_variance') }} as excess_variance,
        sum(net_revenue_reporting) as net_revenue_reporting,
        sum(researched_revenue_reporting) as researched_revenue_reporting,
        sum(lines_without_rate) as lines_without_rate

    from bands_weighted

    group by
        store_id, direction, purchase_unit, match_type, category_name, window_days, order_month

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
        {{ safe_divide('placebo_researched', 'comparable_purchases') }} as placebo_rate,
        {{ safe_divide('comparable_researched', 'placebo_researched') }} as ropo_lift,
        {{ safe_divide('excess_sum', 'compared') }} as ropo_excess,
        {{ safe_divide('excess_sum - 1.96 * sqrt(excess_variance)', 'compared') }}
            as ropo_excess_low,
        {{ safe_divide('excess_sum + 1.96 * sqrt(excess_variance)', 'compared') }}
            as ropo_excess_high,
        {{ to_money('net_revenue_reporting') }} as net_revenue_reporting,
        {{ to_money('researched_revenue_reporting') }} as researched_revenue_reporting,
        cast(lines_without_rate as bigint) as lines_without_rate,

        -- dates
        order_month

    from summed

)

select * from final
