{% macro event_param_keys(parameters) -%}
    {{ return(adapter.dispatch('event_param_keys', 'omnimart')(parameters)) }}
{%- endmacro %}

{% macro default__event_param_keys(parameters) -%}
    transform({{ parameters }}, parameter -> parameter.key)
{%- endmacro %}

{% macro duckdb__event_param_keys(parameters) -%}
    list_transform({{ parameters }}, lambda parameter: parameter.key)
{%- endmacro %}
