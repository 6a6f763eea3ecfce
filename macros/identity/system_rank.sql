{% macro system_rank(domain, entity) -%}
    case source_system
    {%- for system in var(domain ~ '__' ~ entity, var(domain)) %} when '{{ system }}' then {{ loop.index }}{% endfor %}
    {%- if not var(domain ~ '__' ~ entity, var(domain)) %} when '' then 0{% endif %} end
{%- endmacro %}
