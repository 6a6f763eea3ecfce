{% macro attribution_share(expression) -%}
    {#- Whole parts of a million million, so that they sum exactly; a thousandth of a part is what the order
        of summing may change, and must not. -#}
    cast(floor(({{ expression }}) * 1e12 + 0.001) as bigint)
{%- endmacro %}
