with

expectations as (

    select * from {{ ref('fct_kpi_expectations') }}

),

scatters as (

    select
        expectations.channel_id,
        expectations.kpi_name,
        expectations.business_date,
        1.4826 * median(abs(earlier.root_deviation)) as scatter

    from expectations

    inner join expectations as earlier
        on
            expectations.channel_id = earlier.channel_id
            and expectations.kpi_name = earlier.kpi_name
            and {{ days_between('earlier.business_date', 'expectations.business_date') }}
            between 1 and 7 * {{ var('alert_weeks') }}

    group by expectations.channel_id, expectations.kpi_name, expectations.business_date

    having 2 * count(*) >= 7 * {{ var('alert_weeks') }}

),

-- What is counted cannot scatter less than chance makes it; too small counts say nothing.
judged as (

    select
        expectations.*,
        case when expectations.better_direction = 'higher' then -1 else 1 end
        * expectations.root_deviation
        / case
            when expectations.is_count then greatest(scatters.scatter, 1)
            when scatters.scatter > 0 then scatters.scatter
        end as day_score

    from expectations

    inner join scatters
        on
            expectations.channel_id = scatters.channel_id
            and expectations.kpi_name = scatters.kpi_name
            and expectations.business_date = scatters.business_date

    where not expectations.is_count or expectations.expected_amount >= {{ var('alert_minimum') }}

),

-- Bad days in a row are worse than each of them: their scores add up, their scatter with the root.
added as (

    select
        *,
        lag(day_score, 1) over days_before as score_before,
        lag(day_score, 2) over days_before as score_two_before

    from judged

    where day_score is not null

    window days_before as (
        partition by channel_id, kpi_name
        order by business_date
    )

),

scored as (

    select
        *,
        greatest(
            day_score,
            coalesce((day_score + score_before) / sqrt(2), day_score),
            coalesce((day_score + score_before + score_two_before) / sqrt(3), day_score)
        ) as alert_score

    from added

),

-- Two KPIs that are bad together need less than one alone.
corroborated as (

    select
        *,
        sum(case when alert_score > {{ var('alert_threshold_of_two') }} then 1 else 0 end) over (
            partition by channel_id, business_date
        ) as bad_kpis

    from scored

),

final as (

    select
        -- attributes
        channel_id,
        kpi_name,

        -- measures
        kpi_value,
        expected_value,
        observed_amount,
        expected_amount,
        day_score,
        alert_score,
        cast(bad_kpis as bigint) as bad_kpis,

        -- flags
        alert_score > {{ var('alert_threshold') }}
        or (bad_kpis > 1 and alert_score > {{ var('alert_threshold_of_two') }}) as is_alert,

        -- dates
        business_date

    from corroborated

)

select * from final
