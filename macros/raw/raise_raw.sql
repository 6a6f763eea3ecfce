{% macro raise_raw(problem, source_name) %}
    {%- set settings = [] -%}
    {%- for table in graph.sources.values() | selectattr('source_name', 'equalto', source_name)
            | selectattr('config.meta.setting', 'defined') -%}
        {#- A table comes from a folder or is in a schema; in this project both have a var of one name. -#}
        {%- set setting = table.config.meta.setting -%}
        {%- set schema_setting = setting | replace('_folder', '_schema') -%}
        {%- set is_named = table.package_name == 'omnimart' or var(schema_setting, none) -%}
        {%- for name in [setting, schema_setting] if name not in settings and (loop.first or is_named) -%}
            {%- do settings.append(name) -%}
        {%- endfor -%}
    {%- endfor -%}
    {%- do exceptions.raise_compiler_error(
        'Source ' ~ source_name ~ ': ' ~ problem ~ '. '
        ~ ('Set the var ' ~ settings | join(' or ') ~ ' in dbt_project.yml' if settings else 'Mend its YAML')
        ~ ', or take the system out of the domain\'s list.') -%}
{% endmacro %}
