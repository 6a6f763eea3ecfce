{#- An end of Wilson's 95 % interval of a share, which stays within 0 and 1 and is right for few cases.
    What comes after ten digits depends on the order of adding. -#}
{% macro wilson_bound(hits, cases, side) -%}
    round(
        (
            {{ safe_divide(hits, cases) }} + {{ safe_divide('1.9208', cases) }}
            {{ side }} 1.96 * sqrt(
                {{ safe_divide(hits, cases) }} * (1 - {{ safe_divide(hits, cases) }})
                / nullif(cast({{ cases }} as double), 0)
                + 0.9604 / nullif(cast({{ cases }} as double) * cast({{ cases }} as double), 0)
            )
        ) / (1 + {{ safe_divide('3.8416', cases) }}),
        10
    )
{%- endmacro %}
