{% macro sum_of_bands(value) -%}
    {#- The sum over a level's bands of research, of which there is one row each. Added in one order, because the last
        digit of a sum of doubles depends on it. -#}
    {%- for band in [2, 4, 8, 16, 32, 64] -%}
    coalesce(max(case when research_band = {{ band }} then {{ value }} end), 0)
    {{- ' + ' if not loop.last }}
    {%- endfor %}
{%- endmacro %}
