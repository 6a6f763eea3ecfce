{% macro order_band(orders) -%}
    case
        when {{ orders }} <= 5 then cast({{ orders }} as {{ dbt.type_string() }})
        when {{ orders }} <= 7 then '6 to 7'
        else '8 or more'
    end
{%- endmacro %}
