with

days as (

    {{ calendar_days(var('calendar_first_date'), var('calendar_last_date')) }}

),

-- The Thursday decides to which year an ISO week belongs.
periods as (

    select
        date_day,
        cast(date_trunc('week', date_day) as date) as iso_week_start_date,
        {{ add_days("cast(date_trunc('week', date_day) as date)", 3) }} as thursday_date,
        cast(date_trunc('month', date_day) as date) as month_start_date,
        cast(date_trunc('quarter', date_day) as date) as quarter_start_date

    from days

),

final as (

    select
        -- ids
        date_day,

        -- measures
        cast(extract(year from date_day) as bigint) as calendar_year,
        cast(extract(quarter from date_day) as bigint) as calendar_quarter,
        cast(extract(month from date_day) as bigint) as calendar_month,
        cast(extract(day from date_day) as bigint) as day_of_month,
        cast({{ days_between('iso_week_start_date', 'date_day') }} + 1 as bigint)
            as iso_day_of_week,
        cast(extract(year from thursday_date) as bigint) as iso_year,
        cast(
            floor(
                {{ days_between(
                    "cast(date_trunc('year', thursday_date) as date)", 'thursday_date'
                ) }} / 7
            ) + 1 as bigint
        ) as iso_week,

        -- flags
        {{ days_between('iso_week_start_date', 'date_day') }} >= 5 as is_weekend,

        -- dates
        iso_week_start_date,
        month_start_date,
        quarter_start_date

    from periods

)

select * from final
