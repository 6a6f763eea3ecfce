{% macro attribution_part(amount, starts_at, ends_at) -%}
    case
        when touches.order_id is null then {{ amount }}
        else
            round(cast({{ amount }} as decimal(18, 3)) * {{ ends_at }}, 3)
            - round(cast({{ amount }} as decimal(18, 3)) * {{ starts_at }}, 3)
    end
{%- endmacro %}
