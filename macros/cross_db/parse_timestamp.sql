{% macro parse_timestamp(expression) -%}
    {{ return(adapter.dispatch('parse_timestamp', 'omnimart')(expression)) }}
{%- endmacro %}

{% macro default__parse_timestamp(expression) -%}
    try_cast({{ expression }} as timestamp)
{%- endmacro %}

{% macro duckdb__parse_timestamp(expression) -%}
    timezone('UTC', try_cast({{ expression }} as timestamptz))
{%- endmacro %}
