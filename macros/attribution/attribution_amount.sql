{% macro attribution_amount(amount, point) -%}
    case
        when {{ point }} = 0 then cast(0 as decimal(28, 3))
        when {{ point }} = 1 then cast({{ amount }} as decimal(28, 3))
        else
            cast(
                cast(floor(cast({{ amount }} as double) * {{ point }} * 1000 + 0.5) as bigint)
                * cast(0.001 as decimal(4, 3)) as decimal(28, 3)
            )
    end
{%- endmacro %}
