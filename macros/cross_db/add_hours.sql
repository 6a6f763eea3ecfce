{% macro add_hours(moment, number) -%}
    {{ moment }} + interval {{ number }} hours
{%- endmacro %}
