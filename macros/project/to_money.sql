{% macro to_money(expression) -%}
    {#- One type for every amount and quantity of a mart, rounded half away from zero. -#}
    cast(round({{ expression }}, 3) as decimal(38, 3))
{%- endmacro %}
