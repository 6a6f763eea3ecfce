{% macro channel_band(channels) -%}
    case
        when {{ channels }} <= 2 then cast({{ channels }} as {{ dbt.type_string() }})
        else '3 or more'
    end
{%- endmacro %}
