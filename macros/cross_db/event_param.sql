{% macro event_param(column, key, kind='text') -%}
    {#- The list of keys is the same expression for all parameters of a row, so an engine makes it once.
        A key that is there twice gives its first value; a map would stop the build. -#}
    {%- set value = adapter.dispatch('event_param', 'omnimart')(column, key) -%}
    {%- if kind == 'text' -%}
        {%- set texts = [] -%}
        {%- for field in ['string_value', 'int_value', 'double_value', 'float_value'] -%}
            {%- do texts.append('cast(' ~ value ~ '.' ~ field ~ ' as ' ~ dbt.type_string() ~ ')') -%}
        {%- endfor -%}
        {{ return('coalesce(' ~ texts | join(', ') ~ ')') }}
    {%- elif kind in ('string', 'int', 'float', 'double') -%}
        {{ return(value ~ '.' ~ kind ~ '_value') }}
    {%- endif -%}
    {%- do exceptions.raise_compiler_error("event_param: kind is '" ~ kind ~ "'. Known: text, string, int, float, double.") -%}
{%- endmacro %}

{% macro default__event_param(column, key) -%}
    {{ return('get(filter(' ~ column ~ ", parameter -> parameter.key = '" ~ key ~ "'), 0).value") }}
{%- endmacro %}

{% macro duckdb__event_param(column, key) -%}
    {%- set keys = 'list_transform(' ~ column ~ ', lambda parameter: parameter.key)' -%}
    {{ return(column ~ '[list_position(' ~ keys ~ ", '" ~ key ~ "')].value") }}
{%- endmacro %}
