{% macro event_param_texts(parameters) -%}
    {#- A tag may send a number as text today and as a number tomorrow, so whichever field is filled
        counts. Numbers with a fraction are written in one way only, as decimals by their spelling. -#}
    {%- set string = dbt.type_string() -%}
    {%- set fraction = 'cast(coalesce(parameter.value.double_value, parameter.value.float_value) as ' ~ string ~ ')' -%}
    {%- set text -%}
        coalesce(
            parameter.value.string_value,
            cast(parameter.value.int_value as {{ string }}),
            cast(try_cast({{ fraction }} as decimal(38, 9)) as {{ string }})
        )
    {%- endset -%}
    {{ return(adapter.dispatch('event_param_texts', 'omnimart')(parameters, text)) }}
{%- endmacro %}

{% macro default__event_param_texts(parameters, text) -%}
    transform({{ parameters }}, parameter -> {{ text }})
{%- endmacro %}

{% macro duckdb__event_param_texts(parameters, text) -%}
    list_transform({{ parameters }}, lambda parameter: {{ text }})
{%- endmacro %}
