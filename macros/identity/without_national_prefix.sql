{% macro without_national_prefix(number, plan) -%}
    {#- The prefix goes, unless the number is one of the country's with it and none without it. -#}
    {%- set prefix = "regexp_extract(" ~ number ~ ", " ~ plan ~ ".national_prefix_pattern, 0)" -%}
    {%- set rest = "substr(" ~ number ~ ", length(" ~ prefix ~ ") + 1)" -%}
    {%- set kept -%}
        case
            when {{ plan }}.is_rewritten
                then nullif(regexp_extract({{ number }}, {{ plan }}.national_prefix_pattern, 1), '')
        end
    {%- endset -%}
    {%- set head = "coalesce(coalesce(" ~ plan ~ ".kept_digits_prefix, '') || " ~ kept ~ ", '')" -%}
    {%- set bare = "(" ~ head ~ " || " ~ rest ~ ")" -%}
    case
        when {{ plan }}.national_prefix_pattern is null or {{ prefix }} = '' then {{ number }}
        when not {{ text_matches_column(number, plan ~ '.number_pattern') }} then {{ bare }}
        when {{ text_matches_column(bare, plan ~ '.number_pattern') }} then {{ bare }}
        else {{ number }}
    end
{%- endmacro %}
