{#- The first 60 bits of a hexadecimal text, as a bigint. -#}
{% macro hex_number(expression) -%}
    {{ return(adapter.dispatch('hex_number', 'omnimart')(expression)) }}
{%- endmacro %}

{% macro default__hex_number(expression) -%}
    cast(conv(substr({{ expression }}, 1, 15), 16, 10) as bigint)
{%- endmacro %}

{% macro duckdb__hex_number(expression) -%}
    cast('0x' || substr({{ expression }}, 1, 15) as bigint)
{%- endmacro %}
