{% macro plain_notation(expression, specification, format) -%}
    {#- A text in another notation than the file's is marked, so that it is quarantined: engines would
        read 121.00 as 12100 where the comma is the decimal sign, and 03/04/24 as a day of the year 3. A number
        is a moment by its digits (9 to 16); 14 digits are left out: 20240301100000 is no epoch. -#}
    {%- set text = "nullif(trim(" ~ expression ~ "), '')" -%}
    {%- set type = contract_type(specification) -%}
    {%- if (type.startswith('decimal') or type == 'bigint') and format.decimal_sign == ',' -%}
        case
            when {{ text_matches(text, '^[+-]?([0-9]+|[0-9]{1,3}([.][0-9]{3})+)?(,[0-9]*)?([eE][+-]?[0-9]+)?$') }}
                then replace(replace({{ text }}, '.', ''), ',', '.')
            else '(decimal_sign ,) ' || {{ text }}
        end
    {%- elif type in ('date', 'timestamp') -%}
        {%- set reordered = text if format.date_order == 'ymd' else year_first(text, format.date_order) -%}
        case
            {%- if type == 'timestamp' %}
            when {{ text_matches(text, '^([0-9]{9,10}|[0-9]{12,13}|[0-9]{15,16})([.][0-9]+)?$') }}
                then cast({{ epoch_timestamp(text) }} as {{ dbt.type_string() }})
            {%- endif %}
            when {{ text_matches(reordered, '^[0-9]{4}[-/][0-9]{1,2}[-/][0-9]{1,2}([ T][0-9]{1,2}:.*)?$') }}
                then {{ reordered }}
            else '(date_order {{ format.date_order }}) ' || {{ text }}
        end
    {%- else -%}
        {{ text }}
    {%- endif -%}
{%- endmacro %}
