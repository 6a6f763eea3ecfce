{% macro event_param(keys, texts, key) -%}
    {{ return(adapter.dispatch('event_param', 'omnimart')(keys, texts, key)) }}
{%- endmacro %}

{#- A key that is there twice gives its first value; a map would stop the build. -#}
{% macro default__event_param(keys, texts, key) -%}
    get({{ texts }}, cast(array_position({{ keys }}, '{{ key }}') as int) - 1)
{%- endmacro %}

{% macro duckdb__event_param(keys, texts, key) -%}
    {{ texts }}[list_position({{ keys }}, '{{ key }}')]
{%- endmacro %}
