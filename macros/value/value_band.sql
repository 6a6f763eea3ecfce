{#- Thirds of the rows with a known amount. -#}
{% macro value_band(amount, key) -%}
    case
        when {{ amount }} is null then 'unknown'
        when ntile(3) over (
            partition by case when {{ amount }} is null then 0 else 1 end
            order by {{ amount }}, {{ key }}
        ) = 1 then 'low'
        when ntile(3) over (
            partition by case when {{ amount }} is null then 0 else 1 end
            order by {{ amount }}, {{ key }}
        ) = 2 then 'middle'
        else 'high'
    end
{%- endmacro %}
