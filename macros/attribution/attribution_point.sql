{% macro attribution_point(part, whole) -%}
    {#- Cut after twelve digits, alike in all engines; the last digit of a double must not matter. -#}
    cast(
        floor(cast({{ part }} as double) / ({{ whole }}) * 1e12 + 0.001) / 1e12 as decimal(13, 12)
    )
{%- endmacro %}
