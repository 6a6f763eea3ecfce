{% macro parse_decimal(text, type) -%}
    {#- DuckDB reads text as a decimal of more than 18 digits many times slower; most values need fewer. -#}
    {%- set scale = modules.re.search(', *([0-9]+)', type).group(1) -%}
    coalesce(try_cast({{ text }} as decimal(18, {{ scale }})), try_cast({{ text }} as {{ type }}))
{%- endmacro %}
