{#- What the twelfths of the horizon are worth today, each at its end, as weights of running totals: a
    twelfth's own factor less that of the next, for the total holds what came before. -#}
{% macro discount_step(number) -%}
    {%- set exponent = ' * ' ~ var('value_horizon_days') ~ ' / cast(4380 as double))' -%}
    {%- set factor = 'power(1 / cast(' ~ (1 + var('value_discount_rate')) ~ ' as double), ' -%}
    ({{ factor }}{{ number }}{{ exponent }} - case when {{ number }} < 12
        then {{ factor }}({{ number }} + 1){{ exponent }} else 0 end)
{%- endmacro %}
