{#- The numerator and denominator of a KPI: of the columns of a relation, those that the seed funnel_kpis names. -#}
{% macro funnel_measure(relation, columns) -%}
    case kpis.numerator_column
        {%- for column in columns %}
        when '{{ column }}' then cast({{ relation }}.{{ column }} as decimal(38, 3))
        {%- endfor %}
    end as numerator,
    case kpis.denominator_column
        {%- for column in columns %}
        when '{{ column }}' then cast({{ relation }}.{{ column }} as decimal(38, 3))
        {%- endfor %}
    end as denominator
{%- endmacro %}
