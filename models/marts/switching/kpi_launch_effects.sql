with

places as (

    select * from {{ ref('fct_launch_places') }}

),

orders as (

    select * from {{ ref('fct_orders') }}

),

days_known as (

    select
        min(order_date) as first_date,
        max(order_date) as last_date

    from orders

),

-- Its first 91 days and the time after them with the time before, and that with the time before it.
periods_unioned as (

    {{ launch_period('short', 'before', 'short', 0, 90) }}
    union all
    {{ launch_period('long', 'before', 'long', 91, 365) }}
    union all
    {{ launch_period('pre_trend', 'earlier', 'before', -1 * var('launch_baseline_days'), -1) }}

),

changes as (

    select
        *,
        case
            when revenue_from > 0 and revenue_to > 0
                then
                    ln(
                        cast(revenue_to as double) / days_to
                        / (cast(revenue_from as double) / {{ var('launch_baseline_days') }})
                    )
        end as log_change

    from periods_unioned

    where days_to > 0

),

controls as (

    select
        launch_id,
        effect_period,
        count(log_change) as control_places,
        avg(log_change) as control_change,
        stddev_samp(log_change) as control_spread

    from changes

    where place_role = 'control'

    group by launch_id, effect_period

),

summed as (

    select
        launch_id,
        launch_date,
        effect_period,
        max(days_to) as days_to,
        count(case when place_role = 'drawn_from' then 1 end) as drawn_places,
        sum(case when place_role = 'drawn_from' then revenue_from else 0 end) as drawn_from,
        sum(case when place_role = 'drawn_from' then revenue_to else 0 end) as drawn_to,
        sum(case when place_role = 'launched' then revenue_to else 0 end) as launched_to

    from changes

    group by launch_id, launch_date, effect_period

),

-- What they would have had, had they changed like the controls, if any; nearly Student's t.
expected as (

    select
        summed.*,
        coalesce(controls.control_places, 0) as control_places,
        cast(nullif(summed.drawn_from, 0) as double) * summed.days_to
        / {{ var('launch_baseline_days') }} * exp(controls.control_change) as expected_to,
        (1.96 + 2.4 / nullif(controls.control_places - 1, 0)) * controls.control_spread
        * sqrt(
            1 / cast(nullif(summed.drawn_places, 0) as double)
            + 1 / cast(nullif(controls.control_places, 0) as double)
        ) as log_half_width

    from summed

    left join controls
        on
            summed.launch_id = controls.launch_id
            and summed.effect_period = controls.effect_period

),

final as (

    select
        -- ids
        launch_id,

        -- attributes
        effect_period,

        -- measures
        cast(days_to as bigint) as effect_days,
        cast(drawn_places as bigint) as drawn_places,
        cast(control_places as bigint) as control_places,
        {{ to_money('launched_to') }} as launched_revenue_reporting,
        {{ to_money('drawn_to') }} as drawn_revenue_reporting,
        {{ to_money('expected_to') }} as expected_revenue_reporting,
        {{ to_money('expected_to - cast(drawn_to as double)') }} as moved_revenue_reporting,
        {{ to_money('expected_to * exp(-log_half_width) - cast(drawn_to as double)') }}
            as moved_revenue_low,
        {{ to_money('expected_to * exp(log_half_width) - cast(drawn_to as double)') }}
            as moved_revenue_high,
        {{ safe_divide(to_money('expected_to - cast(drawn_to as double)'), 'launched_to') }}
            as launch_cannibalised_share,
        {{ safe_divide(
            to_money('expected_to * exp(-log_half_width) - cast(drawn_to as double)'), 'launched_to'
        ) }} as launch_cannibalised_low,
        {{ safe_divide(
            to_money('expected_to * exp(log_half_width) - cast(drawn_to as double)'), 'launched_to'
        ) }} as launch_cannibalised_high,

        -- dates
        launch_date

    from expected

)

select * from final
