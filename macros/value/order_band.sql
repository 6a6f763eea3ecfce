{% macro order_band(orders) -%}
    case
        when {{ orders }} <= 3 then cast({{ orders }} as {{ dbt.type_string() }})
        when {{ orders }} <= 6 then '4 to 6'
        else '7 or more'
    end
{%- endmacro %}
