{% macro attribution_amount(thousandths, point) -%}
    case
        when {{ point }} = 1 then {{ thousandths }}
        else cast(floor(cast({{ thousandths }} as double) * {{ point }} + 0.5) as bigint)
    end
{%- endmacro %}
