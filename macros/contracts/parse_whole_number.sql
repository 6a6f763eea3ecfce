{% macro parse_whole_number(expression) -%}
    {#- A cast alone would round '2.7' on one engine and reject it on another. -#}
    case
        when try_cast({{ expression }} as decimal(38, 6)) = floor(try_cast({{ expression }} as decimal(38, 6)))
            then try_cast(try_cast({{ expression }} as decimal(38, 6)) as bigint)
    end
{%- endmacro %}
