{% macro raise_raw(problem, source_name) %}
    {%- set settings = graph.sources.values() | selectattr('source_name', 'equalto', source_name)
        | map(attribute='config.meta.setting') | select | unique | list -%}
    {%- do exceptions.raise_compiler_error(
        'Source ' ~ source_name ~ ': ' ~ problem ~ '. Set the var ' ~ settings | join(' or ')
        ~ ' in dbt_project.yml, or take the system out of the domain\'s list.') -%}
{% endmacro %}
