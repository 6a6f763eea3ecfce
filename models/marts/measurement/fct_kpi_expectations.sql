with

kpi_days as (

    select * from {{ ref('fct_kpi_days') }} where kpi_value is not null and not is_holiday

),

levels as (

    select
        kpi_days.channel_id,
        kpi_days.kpi_name,
        kpi_days.business_date,
        median(earlier.kpi_value) as level_value

    from kpi_days

    inner join kpi_days as earlier
        on
            kpi_days.channel_id = earlier.channel_id
            and kpi_days.kpi_name = earlier.kpi_name
            and {{ days_between('earlier.business_date', 'kpi_days.business_date') }}
            between 1 and {{ var('alert_level_days') }}

    group by kpi_days.channel_id, kpi_days.kpi_name, kpi_days.business_date

    having 2 * count(*) >= {{ var('alert_level_days') }}

),

levelled as (

    select
        kpi_days.*,
        levels.level_value,
        kpi_days.kpi_value / nullif(levels.level_value, 0) as value_ratio

    from kpi_days

    inner join levels
        on
            kpi_days.channel_id = levels.channel_id
            and kpi_days.kpi_name = levels.kpi_name
            and kpi_days.business_date = levels.business_date

),

-- Each value is set against its own level, so that a trend is no weekday's doing.
weekdays as (

    select
        levelled.channel_id,
        levelled.kpi_name,
        levelled.business_date,
        count(*) as history_weeks,
        median(earlier.value_ratio) as weekday_ratio

    from levelled

    inner join levelled as earlier
        on
            levelled.channel_id = earlier.channel_id
            and levelled.kpi_name = earlier.kpi_name
            and levelled.iso_day_of_week = earlier.iso_day_of_week
            and {{ days_between('earlier.business_date', 'levelled.business_date') }}
            between 1 and 7 * {{ var('alert_weeks') }}

    where earlier.value_ratio is not null

    group by levelled.channel_id, levelled.kpi_name, levelled.business_date

),

-- Rates differ little by weekday, and eight of them scatter: half of what they tell is believed.
expected as (

    select
        levelled.*,
        weekdays.history_weeks,
        levelled.level_value * case
            when levelled.is_rate then (1 + weekdays.weekday_ratio) / 2
            else weekdays.weekday_ratio
        end as expected_value,
        case when levelled.is_rate then cast(levelled.denominator as double) else 1 end as weight

    from levelled

    inner join weekdays
        on
            levelled.channel_id = weekdays.channel_id
            and levelled.kpi_name = weekdays.kpi_name
            and levelled.business_date = weekdays.business_date

    where
        levelled.level_value > 0
        and 4 * weekdays.history_weeks >= 3 * {{ var('alert_weeks') }}

),

-- Counts scatter with their square root: on its scale a small and a large channel scatter alike.
final as (

    select
        -- attributes
        channel_id,
        kpi_name,
        better_direction,

        -- measures
        cast(history_weeks as bigint) as history_weeks,
        kpi_value,
        level_value,
        expected_value,
        weight * kpi_value as observed_amount,
        weight * expected_value as expected_amount,
        2 * (sqrt(greatest(weight * kpi_value, 0)) - sqrt(greatest(weight * expected_value, 0)))
        / sqrt(case when is_rate and expected_value < 0.99 then 1 - expected_value else 1 end)
            as root_deviation,

        -- flags
        is_count,

        -- dates
        business_date

    from expected

    where expected_value >= 0

)

select * from final
