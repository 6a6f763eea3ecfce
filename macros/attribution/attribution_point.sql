{% macro attribution_point(share, frame_end) -%}
    cast(
        least(
            coalesce(
                sum({{ share }}) over (
                    partition by order_id
                    order by touch_number
                    rows between unbounded preceding and {{ frame_end }}
                ),
                0
            ),
            1000000000000
        ) * 0.000000000001 as decimal(13, 12)
    )
{%- endmacro %}
