{% macro struct_fields(expression, fields) -%}
    {{ return(adapter.dispatch('struct_fields', 'omnimart')(expression, fields)) }}
{%- endmacro %}

{% macro default__struct_fields(expression, fields) -%}
    {%- set parts = [] -%}
    {%- for name, type in fields.items() -%}
        {%- set field = expression ~ '.' ~ name -%}
        {%- set value = struct_fields(field, type) if type is mapping else 'cast(' ~ field ~ ' as ' ~ type ~ ')' -%}
        {%- do parts.append("'" ~ name ~ "', " ~ value) -%}
    {%- endfor -%}
    {{ return('named_struct(' ~ parts | join(', ') ~ ')') }}
{%- endmacro %}

{% macro duckdb__struct_fields(expression, fields) -%}
    {%- set parts = [] -%}
    {%- for name, type in fields.items() -%}
        {%- do parts.append('"' ~ name ~ '" ' ~ (struct_fields('', type) if type is mapping else type)) -%}
    {%- endfor -%}
    {{ return('struct(' ~ parts | join(', ') ~ ')') }}
{%- endmacro %}
