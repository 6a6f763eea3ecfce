{% macro launch_period(period, from_period, to_period, first_day, last_day) -%}
    {#- Revenue of the places in two periods; the later has as many days as the data hold of it. -#}
    select
        places.launch_id,
        places.launch_date,
        places.place_role,
        '{{ period }}' as effect_period,
        places.{{ from_period }}_revenue_reporting as revenue_from,
        places.{{ to_period }}_revenue_reporting as revenue_to,
        least(
            {{ last_day }}, {{ days_between('places.launch_date', 'days_known.last_date') }}
        ) - {{ first_day }} + 1 as days_to
    from places
    inner join days_known
        on
            {{ days_between('days_known.first_date', 'places.launch_date') }}
            >= {{ (2 if period == 'pre_trend' else 1) * var('launch_baseline_days') }}
{%- endmacro %}
