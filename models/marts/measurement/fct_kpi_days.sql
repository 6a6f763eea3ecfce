with

funnel_daily as (

    select * from {{ ref('kpi_funnel_daily') }}

),

kpis as (

    select * from {{ ref('stg_reference__alert_kpis') }}

),

holidays as (

    select * from {{ ref('int_measurement__holidays_kept') }}

),

calendar as (

    select * from {{ ref('dim_dates') }}

),

watched as (

    select funnel_daily.*
    from funnel_daily

    inner join kpis
        on funnel_daily.kpi_name = kpis.kpi_name

),

-- A rate of all channels moves with their mix: a marketplace that opens is no worse conversion.
channels_and_all as (

    select
        channel_id,
        kpi_name,
        numerator,
        denominator,
        business_date
    from watched

    union all

    select
        '(all)' as channel_id,
        kpi_name,
        sum(numerator) as numerator,
        sum(denominator) as denominator,
        business_date
    from watched
    where denominator is null
    group by kpi_name, business_date

),

-- The last day is still going on somewhere on earth.
last_days as (

    select {{ add_days('max(business_date)', -1) }} as last_date
    from watched

),

spans as (

    select
        channel_id,
        kpi_name,
        count(denominator) > 0 as is_rate,
        min(business_date) as first_date

    from channels_and_all

    group by channel_id, kpi_name

),

-- A source that falls silent counts none: that is what an alert is for. A rate is unknown then.
days as (

    select
        spans.*,
        kpis.better_direction,
        kpis.is_count,
        calendar.iso_day_of_week,
        calendar.date_day as business_date,
        channels_and_all.denominator,
        coalesce(
            channels_and_all.numerator, case when not spans.is_rate then 0 end
        ) as numerator,
        holidays.holiday_date is not null as is_holiday

    from spans

    inner join kpis
        on spans.kpi_name = kpis.kpi_name

    inner join last_days
        on spans.first_date <= last_days.last_date

    inner join calendar
        on calendar.date_day between spans.first_date and last_days.last_date

    left join channels_and_all
        on
            spans.channel_id = channels_and_all.channel_id
            and spans.kpi_name = channels_and_all.kpi_name
            and calendar.date_day = channels_and_all.business_date

    left join holidays
        on calendar.date_day = holidays.holiday_date

),

final as (

    select
        -- attributes
        channel_id,
        kpi_name,
        better_direction,

        -- measures
        {{ to_money('numerator') }} as numerator,
        {{ to_money('denominator') }} as denominator,
        case
            when is_rate then {{ safe_divide('numerator', 'denominator') }}
            else cast(numerator as double)
        end as kpi_value,
        iso_day_of_week,

        -- flags
        is_rate,
        is_count,
        is_holiday,

        -- dates
        business_date

    from days

)

select * from final
