{% macro whole_share(amount, part, whole) -%}
    {#- amount * part / whole in whole units, half a unit rounded up. Whole numbers below 2^53 are exact in a
        double, and so is the floor of their quotient; larger ones, which are no real amounts, do not overflow. -#}
    cast(floor(
        (2 * cast({{ amount }} as double) * cast({{ part }} as double) + cast({{ whole }} as double))
        / nullif(2 * cast({{ whole }} as double), 0)
    ) as decimal(28, 0))
{%- endmacro %}
