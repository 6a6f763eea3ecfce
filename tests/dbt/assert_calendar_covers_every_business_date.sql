-- A business date outside of `dim_dates` would be lost in every join to the calendar. If this
-- fails, set the vars calendar_first_date and calendar_last_date in dbt_project.yml wider.
with

daily as (

    select * from {{ ref('kpi_conversion_daily') }}

),

dates as (

    select * from {{ ref('dim_dates') }}

),

final as (

    select
        daily.business_date,
        count(*) as daily_rows

    from daily

    left join dates
        on daily.business_date = dates.date_day

    where dates.date_day is null

    group by daily.business_date

)

select * from final
