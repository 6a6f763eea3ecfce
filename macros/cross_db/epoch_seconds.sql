{#- Whole seconds from 1970 to a timestamp. -#}
{% macro epoch_seconds(expression) -%}
    {{ return(adapter.dispatch('epoch_seconds', 'omnimart')(expression)) }}
{%- endmacro %}

{% macro default__epoch_seconds(expression) -%}
    unix_timestamp({{ expression }})
{%- endmacro %}

{% macro duckdb__epoch_seconds(expression) -%}
    cast(floor(epoch({{ expression }})) as bigint)
{%- endmacro %}
