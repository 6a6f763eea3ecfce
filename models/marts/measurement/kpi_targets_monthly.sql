with

targets as (

    select * from {{ ref('stg_reference__kpi_targets') }}

),

funnel_daily as (

    select * from {{ ref('kpi_funnel_daily') }}

),

calendar as (

    select * from {{ ref('dim_dates') }}

),

-- The last day is still going on somewhere on earth.
last_days as (

    select {{ add_days('max(funnel_daily.business_date)', -1) }} as as_of_date

    from funnel_daily

    inner join targets
        on funnel_daily.kpi_name = targets.kpi_name

),

months as (

    select
        calendar.month_start_date,
        last_days.as_of_date,
        count(*) as month_days,
        sum(case when calendar.date_day <= last_days.as_of_date then 1 else 0 end) as elapsed_days

    from calendar

    inner join last_days
        on last_days.as_of_date is not null

    group by calendar.month_start_date, last_days.as_of_date

),

reached as (

    select
        targets.channel_id,
        targets.kpi_name,
        targets.target_month,
        sum(funnel_daily.numerator) as numerator,
        sum(funnel_daily.denominator) as denominator

    from targets

    inner join months
        on targets.target_month = months.month_start_date

    inner join calendar
        on
            targets.target_month = calendar.month_start_date
            and months.as_of_date >= calendar.date_day

    inner join funnel_daily
        on
            targets.kpi_name = funnel_daily.kpi_name
            and calendar.date_day = funnel_daily.business_date
            and (
                targets.channel_id = funnel_daily.channel_id
                or targets.channel_id = '(all)'
            )

    group by targets.channel_id, targets.kpi_name, targets.target_month

),

-- A month of which nothing is known yet has no run rate; one that is over is its own.
run_rates as (

    select
        targets.*,
        months.month_days,
        months.elapsed_days,
        reached.numerator,
        reached.denominator,
        case
            when targets.is_rate then {{ safe_divide('reached.numerator', 'reached.denominator') }}
            else
                months.month_days
                * ({{ safe_divide('reached.numerator', 'months.elapsed_days') }})
        end as run_rate_value

    from targets

    inner join months
        on targets.target_month = months.month_start_date

    left join reached
        on
            targets.channel_id = reached.channel_id
            and targets.kpi_name = reached.kpi_name
            and targets.target_month = reached.target_month

),

final as (

    select
        -- attributes
        channel_id,
        kpi_name,
        better_direction,
        case
            when
                (better_direction = 'higher' and run_rate_value >= target_value)
                or (better_direction = 'lower' and run_rate_value <= target_value)
                then 'on_track'
            when abs(run_rate_value - target_value) <= {{ var('target_tolerance') }} * target_value
                then 'at_risk'
            when run_rate_value is not null then 'off_track'
        end as target_status,

        -- measures
        target_value,
        {{ to_money('numerator') }} as numerator,
        {{ to_money('denominator') }} as denominator,
        run_rate_value,
        {{ safe_divide('run_rate_value', 'target_value') }} as target_attainment,
        cast(elapsed_days as bigint) as elapsed_days,
        cast(month_days as bigint) as month_days,

        -- flags
        elapsed_days = month_days as is_month_over,

        -- dates
        target_month

    from run_rates

)

select * from final
