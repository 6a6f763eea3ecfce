{#- A KPI of the seed funnel_kpis: a quotient, or the numerator alone where the seed names no denominator. -#}
{% macro funnel_value(numerator, denominator) -%}
    case
        when kpis.denominator_column is null then cast({{ numerator }} as double)
        else {{ safe_divide(numerator, denominator) }}
    end
{%- endmacro %}
