{% macro event_params_text(column) -%}
    {#- Loaders and engines keep parameters in different orders and write floats in different ways, so
        they are sorted, and numbers with a fraction become decimals by their spelling. -#}
    {%- set fraction = 'try_cast(cast(coalesce(parameter.value.double_value, parameter.value.float_value) as '
        ~ dbt.type_string() ~ ') as decimal(38, 9))' -%}
    {%- set text -%}
        parameter.key || '=' || coalesce(
            parameter.value.string_value,
            cast(parameter.value.int_value as {{ dbt.type_string() }}),
            cast({{ fraction }} as {{ dbt.type_string() }}),
            ''
        )
    {%- endset -%}
    {{ return(adapter.dispatch('event_params_text', 'omnimart')(column, text)) }}
{%- endmacro %}

{% macro default__event_params_text(column, text) -%}
    array_join(array_sort(transform({{ column }}, parameter -> {{ text }})), '&')
{%- endmacro %}

{% macro duckdb__event_params_text(column, text) -%}
    array_to_string(list_sort(list_transform({{ column }}, lambda parameter: {{ text }})), '&')
{%- endmacro %}
