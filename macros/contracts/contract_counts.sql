{% macro contract_counts(domain, entity, freshest) -%}
    '{{ domain }}' as domain_name,
    '{{ entity }}' as entity_name,
    source_system,
    count(*) as rows_in,
    count(case when quarantine_reason is null then 1 end) as rows_out,
    count(quarantine_reason) as rows_quarantined,
    cast(max(case when quarantine_reason is null then {{ freshest }} end) as timestamp) as freshest_at
{%- endmacro %}
