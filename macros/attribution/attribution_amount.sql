{% macro attribution_amount(amount, point) -%}
    case
        when {{ point }} = 0 then cast(0 as decimal(28, 3))
        when {{ point }} = 1 then cast({{ amount }} as decimal(28, 3))
        else {{ money_part('cast(' ~ amount ~ ' as double) * ' ~ point) }}
    end
{%- endmacro %}
