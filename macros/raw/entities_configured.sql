{% macro entities_configured() %}
    {#- One row per entity and system that feeds it; '(none)' where the entity is switched off. -#}
    {%- set rows = [] -%}
    {%- if execute -%}
        {%- for model in graph.nodes.values() | selectattr('resource_type', 'equalto', 'model') | sort(attribute='name') -%}
            {%- if model.name.startswith('stg_') and not model.name.startswith('stg_reference__') -%}
                {%- set domain, entity = model.name[4:].split('__') -%}
                {%- for system in var(domain ~ '__' ~ entity, var(domain)) or ['(none)'] -%}
                    {%- do rows.append((domain, entity, system)) -%}
                {%- endfor -%}
            {%- endif -%}
        {%- endfor -%}
    {%- endif -%}
    {%- for domain, entity, system in rows or [('', '', '')] %}
    select
        '{{ domain }}' as domain_name,
        '{{ entity }}' as entity_name,
        '{{ system }}' as source_system
        {{ 'union all' if not loop.last }}
    {%- endfor %}
{% endmacro %}
