{#- The KPIs of one daily mart, each with the numerator and denominator that the seed funnel_kpis names. -#}
{% macro funnel_rows(stage, relation, columns) -%}
    select
        kpis.kpi_name,
        {{ relation }}.channel_id,
        case kpis.numerator_column
            {%- for column in columns %}
            when '{{ column }}' then cast({{ relation }}.{{ column }} as decimal(38, 3))
            {%- endfor %}
        end as numerator,
        case kpis.denominator_column
            {%- for column in columns %}
            when '{{ column }}' then cast({{ relation }}.{{ column }} as decimal(38, 3))
            {%- endfor %}
        end as denominator,
        {{ relation }}.business_date
    from {{ relation }}
    inner join kpis
        on kpis.mart_name = '{{ stage }}'
{%- endmacro %}
