{% macro rejected_row(domain, entity, key) -%}
    {%- set parts = [] -%}
    {%- for column in key -%}
        {%- do parts.append('cast(' ~ column ~ ' as ' ~ dbt.type_string() ~ ')') -%}
    {%- endfor -%}
    '{{ domain }}' as domain_name,
    '{{ entity }}' as entity_name,
    source_system,
    {{ parts[0] if parts | length == 1 else "concat_ws('|', " ~ parts | join(', ') ~ ')' }} as row_key,
    quarantine_reason,
    breach_column,
    breach_value
{%- endmacro %}
