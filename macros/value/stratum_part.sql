{#- Revenue of one kind of a stratum's customers by the share of the other kind in the stratum. -#}
{% macro stratum_part(revenue, others, own) -%}
    cast(
        cast({{ revenue }} as double) * cast({{ others }} as double)
        / nullif(cast({{ others }} + {{ own }} as double), 0) as decimal(38, 9)
    )
{%- endmacro %}
