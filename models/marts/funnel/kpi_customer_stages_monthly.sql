with

stages as (

    select * from {{ ref('fct_customer_stages') }}

),

funnel_stages as (

    select * from {{ ref('stg_reference__funnel_stages') }}

),

cohorts as (

    select
        customer_id,
        channel_id as first_channel_id,
        cast({{ dbt.date_trunc('month', 'reached_at') }} as date) as cohort_month

    from stages

    where stage_number = 1

),

-- Medians of channels do not add up to that of all, so all customers are a level of their own.
cohorts_by_level as (

    select
        customer_id,
        first_channel_id,
        cohort_month
    from cohorts

    union all

    select
        customer_id,
        '(all)' as first_channel_id,
        cohort_month
    from cohorts

),

sizes as (

    select
        cohort_month,
        first_channel_id,
        count(*) as cohort_customers

    from cohorts_by_level

    group by cohort_month, first_channel_id

),

reached as (

    select
        cohorts_by_level.cohort_month,
        cohorts_by_level.first_channel_id,
        stages.stage_number,
        count(*) as reached_customers,
        count(stages.days_since_stage_before) as advanced_customers,
        percentile_cont(0.5) within group (order by stages.days_since_stage_before)
            as days_since_stage_before_median

    from cohorts_by_level

    inner join stages
        on cohorts_by_level.customer_id = stages.customer_id

    group by
        cohorts_by_level.cohort_month,
        cohorts_by_level.first_channel_id,
        stages.stage_number

),

final as (

    select
        -- attributes
        reached.first_channel_id,
        reached.stage_number,
        funnel_stages.stage_of_five,
        funnel_stages.stage_of_four,

        -- measures
        cast(sizes.cohort_customers as bigint) as cohort_customers,
        cast(reached.reached_customers as bigint) as reached_customers,
        {{ safe_divide('reached.reached_customers', 'sizes.cohort_customers') }}
            as stage_reach_rate,
        cast(reached.advanced_customers as bigint) as advanced_customers,
        cast(earlier.reached_customers as bigint) as customers_before,
        {{ safe_divide('reached.advanced_customers', 'earlier.reached_customers') }}
            as stage_advance_rate,
        cast(reached.days_since_stage_before_median as double) as days_since_stage_before_median,

        -- dates
        reached.cohort_month

    from reached

    inner join sizes
        on
            reached.cohort_month = sizes.cohort_month
            and reached.first_channel_id = sizes.first_channel_id

    inner join funnel_stages
        on reached.stage_number = funnel_stages.stage_number

    left join reached as earlier
        on
            reached.cohort_month = earlier.cohort_month
            and reached.first_channel_id = earlier.first_channel_id
            and funnel_stages.stage_before = earlier.stage_number

)

select * from final
