{% macro normal_card(expression) -%}
    {#- How a number is grouped in print is no part of it. -#}
    upper(replace(replace(replace({{ plain_text(expression) }}, ' ', ''), '-', ''), '.', ''))
{%- endmacro %}
