{#- A part of an amount, worked out in doubles, in whole thousandths: halves go up, on every engine. -#}
{% macro money_part(expression) -%}
    cast(
        cast(floor(({{ expression }}) * 1000 + 0.5) as bigint) * cast(0.001 as decimal(4, 3))
        as decimal(28, 3)
    )
{%- endmacro %}
