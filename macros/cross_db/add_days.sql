{% macro add_days(day, number) -%}
    {{ return(adapter.dispatch('add_days', 'omnimart')(day, number)) }}
{%- endmacro %}

{% macro default__add_days(day, number) -%}
    cast({{ day }} + {{ number }} as date)
{%- endmacro %}

{% macro spark__add_days(day, number) -%}
    date_add({{ day }}, {{ number }})
{%- endmacro %}
