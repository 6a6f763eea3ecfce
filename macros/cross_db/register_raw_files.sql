{% macro register_raw_files() %}
    {{ return(adapter.dispatch('register_raw_files', 'omnimart')()) }}
{% endmacro %}

{#- Elsewhere than on DuckDB raw tables are registered by whatever loads them. -#}
{% macro default__register_raw_files() %}
{% endmacro %}

{% macro duckdb__register_raw_files() %}
    {#- All files that cannot be read are named at once. A folder that is not set means that the tables are
        in the schema already. -#}
    {%- if execute and flags.WHICH in ('build', 'run') -%}
        {%- set items = graph.sources.values() | selectattr('config.meta.folder', 'defined') | sort(attribute='unique_id') -%}
        {%- set problems = [] -%}
        {%- for source_name, tables in items | groupby('source_name') -%}
            {%- if var(tables[0].config.meta.get('setting', ''), var('raw_folder', true)) -%}
                {%- do problems.extend(register_source(source_name, tables)) -%}
            {%- endif -%}
        {%- endfor -%}
        {%- if problems -%}
            {%- do exceptions.raise_compiler_error(
                problems | length ~ ' of the raw files cannot be read.\n' ~ problems | join('\n')) -%}
        {%- endif -%}
    {%- endif -%}
{% endmacro %}
