{% macro raise_raw(problem, source_name) %}
    {%- set settings = [] -%}
    {%- for setting in graph.sources.values() | selectattr('source_name', 'equalto', source_name)
            | map(attribute='config.meta.setting') | select | unique -%}
        {%- do settings.append(setting) -%}
        {#- A table comes from a folder or is in a schema; both have a var of one name. -#}
        {%- set schema_setting = setting | replace('_folder', '_schema') -%}
        {%- do settings.append(schema_setting) if schema_setting != setting and var(schema_setting, none) -%}
    {%- endfor -%}
    {%- do exceptions.raise_compiler_error(
        'Source ' ~ source_name ~ ': ' ~ problem ~ '. '
        ~ ('Set the var ' ~ settings | join(' or ') ~ ' in dbt_project.yml' if settings else 'Mend its YAML')
        ~ ', or take the system out of the domain\'s list.') -%}
{% endmacro %}
