{% macro json_type(fields, opening, closing, colon) -%}
    {#- The type of one object, in the engine's words: {'a': 'string', 'b': {'c': 'string'}}. Leaves are
        text, so that no engine reads or rounds a number before the contract does. -#}
    {%- set is_duckdb = opening == '{' -%}
    {%- set parts = [] -%}
    {%- for name, kind in fields.items() -%}
        {%- set type = json_type(kind, opening, closing, colon) if kind is mapping
            else ('[' ~ json_type(kind[0], opening, closing, colon) ~ ']' if is_duckdb
                else 'array<' ~ json_type(kind[0], opening, closing, colon) ~ '>') if kind is not string
            else '"VARCHAR"' if is_duckdb else 'string' -%}
        {%- do parts.append(('"' ~ name ~ '"' if is_duckdb else name) ~ colon ~ type) -%}
    {%- endfor -%}
    {{ return(opening ~ parts | join(',') ~ closing) }}
{%- endmacro %}
