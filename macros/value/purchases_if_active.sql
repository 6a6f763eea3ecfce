{#- BG/NBD, what a customer buys who is still one: c/q (1 - (1 - z)^q 2F1(p, q; c; z)), where q is a - 1
    and c is a + b + x - 1; the series is 2F1 without its first term, 1. -#}
{% macro purchases_if_active(series_base, exponent, argument, series) -%}
    {{ series_base }} / ({{ exponent }})
    * (1 - exp(({{ exponent }}) * ln(1 - {{ argument }})) * (1 + cast({{ series }} as double)))
{%- endmacro %}
