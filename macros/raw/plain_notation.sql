{% macro plain_notation(expression, specification, format) -%}
    {%- set text = "nullif(trim(" ~ expression ~ "), '')" -%}
    {%- set type = contract_type(specification) -%}
    {%- if (type.startswith('decimal') or type == 'bigint') and format.decimal_sign == ',' -%}
        replace(replace({{ text }}, '.', ''), ',', '.')
    {%- elif type in ('date', 'timestamp') and format.date_order != 'ymd' -%}
        {{ year_first(text, format.date_order) }}
    {%- else -%}
        {{ text }}
    {%- endif -%}
{%- endmacro %}
