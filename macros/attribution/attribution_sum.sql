{% macro attribution_sum(weight) -%}
    sum({{ weight }}) over (
        partition by order_id
        order by touch_number
        rows between unbounded preceding and current row
    )
{%- endmacro %}
