{% macro untyped() -%}
    {{ return(adapter.dispatch('untyped', 'omnimart')()) }}
{%- endmacro %}

{% macro default__untyped() -%}
    {{ return('void') }}
{%- endmacro %}

{% macro duckdb__untyped() -%}
    {{ return('"NULL"') }}
{%- endmacro %}
