{% macro delivered_value(delivered, specification) -%}
    {#- A column as it came; JSON as text, whether the loader keeps it as text or as structs. -#}
    {%- set expression, data_type = delivered -%}
    {%- set text = 'cast(' ~ expression ~ ' as ' ~ dbt.type_string() ~ ')' -%}
    {%- if not specification.startswith('json') -%} {{ return(expression) }} {%- endif -%}
    {{ return(text if data_type | lower in ('varchar', 'json', 'string', 'text')
        else 'cast(to_json(' ~ expression ~ ') as ' ~ dbt.type_string() ~ ')') }}
{%- endmacro %}
