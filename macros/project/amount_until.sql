{#- The amount up to a running part of a whole: nothing at 0, all of it at the whole. -#}
{% macro amount_until(amount, part, whole) -%}
    case
        when {{ part }} = 0 then 0
        when {{ part }} = {{ whole }} then {{ amount }}
        else {{ money_part(
            'cast(' ~ amount ~ ' as double) * cast(' ~ part ~ ' as double) / cast(' ~ whole ~ ' as double)'
        ) }}
    end
{%- endmacro %}
