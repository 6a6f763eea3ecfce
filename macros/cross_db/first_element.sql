{% macro first_element(column, field) -%}
    {{ return(adapter.dispatch('first_element', 'omnimart')(column, field)) }}
{%- endmacro %}

{% macro default__first_element(column, field) -%}
    get({{ column }}, 0).{{ field }}
{%- endmacro %}

{% macro duckdb__first_element(column, field) -%}
    {{ column }}[1].{{ field }}
{%- endmacro %}
