{% macro parse_value(expression, specification, prefix='') -%}
    {%- set type = contract_type(specification | replace(' listed', '')) -%}
    {%- set text = 'cast(' ~ expression ~ ' as ' ~ dbt.type_string() ~ ')' -%}
    {%- if specification.startswith('id') -%}
        '{{ prefix }}' || {{ text }}
    {%- elif 'listed' in specification -%}
        lower({{ text }})
    {%- elif type == dbt.type_string() -%}
        {{ text }}
    {%- elif type == 'timestamp' -%}
        {{ parse_timestamp(expression) }}
    {%- elif type == 'bigint' -%}
        {{ parse_whole_number(expression) }}
    {%- elif type == 'boolean' -%}
        case
            when lower({{ text }}) in ('true', 't', 'yes', 'y', '1') then true
            when lower({{ text }}) in ('false', 'f', 'no', 'n', '0') then false
        end
    {%- elif type.startswith('decimal') -%}
        {#- By its spelling: of a float one engine rounds the binary value, the other what it prints. -#}
        {{ parse_decimal(text, type) }}
    {%- else -%}
        try_cast({{ expression }} as {{ type }})
    {%- endif -%}
{%- endmacro %}
