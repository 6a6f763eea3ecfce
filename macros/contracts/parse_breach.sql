{% macro parse_breach(type) -%}
    {%- if type.startswith('decimal(20') -%} {{ return('unparseable_amount') }}
    {%- elif type.startswith('decimal') or type == 'bigint' -%} {{ return('unparseable_number') }}
    {%- elif type == 'timestamp' -%} {{ return('bad_timestamp') }}
    {%- elif type == 'date' -%} {{ return('bad_date') }}
    {%- elif type == 'boolean' -%} {{ return('unparseable_boolean') }}
    {%- endif -%}
    {{ return(none) }}
{%- endmacro %}
