{% macro parse_whole_number(expression) -%}
    {#- A cast alone would round '2.7' on one engine and reject it on another. -#}
    {%- set number = parse_decimal(expression, 'decimal(38, 6)') -%}
    case
        when {{ number }} = floor({{ number }}) then try_cast({{ number }} as bigint)
    end
{%- endmacro %}
