{% macro revenue_between(first_day, last_day) -%}
    {{ to_money(
        'coalesce(sum(case when ' ~ days_between('roles.launch_date', 'revenue_daily.order_date')
        ~ ' between ' ~ first_day ~ ' and ' ~ last_day
        ~ ' then revenue_daily.net_revenue_reporting end), 0)'
    ) }}
{%- endmacro %}
