{% macro attribution_weight(expression) -%}
    {#- A whole number below 2^53 in all sums of an order: these do not depend on the order of summing. -#}
    floor(({{ expression }}) * 1e12)
{%- endmacro %}
