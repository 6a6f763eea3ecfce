{% macro register_raw_files() %}
    {{ return(adapter.dispatch('register_raw_files', 'omnimart')()) }}
{% endmacro %}

{#- Elsewhere than on DuckDB raw tables are registered by whatever loads them. -#}
{% macro default__register_raw_files() %}
{% endmacro %}

{% macro duckdb__register_raw_files() %}
    {%- if execute and flags.WHICH in ('build', 'run') -%}
        {%- for item in graph.sources.values() | selectattr('config.meta.folder', 'defined') | sort(attribute='unique_id') -%}
            {%- set folder = item.config.meta.folder -%}
            {%- if not run_query("select 1 from glob('" ~ folder ~ "/**') limit 1") -%}
                {%- do raise_raw("no file in folder '" ~ folder ~ "'", item.source_name) -%}
            {%- endif -%}
            {%- do run_query('create schema if not exists ' ~ item.schema) -%}
            {%- set files = raw_files(folder, item.name) -%}
            {%- set view = item.schema ~ '."' ~ item.identifier ~ '"' -%}
            {%- if files | length == 0 -%}
                {%- do run_query('drop view if exists ' ~ view) -%}
            {%- elif files[0].endswith('.parquet') -%}
                {%- do run_query('create or replace view ' ~ view ~ ' as select * from read_parquet(' ~ files ~ ', union_by_name = true)') -%}
            {%- else -%}
                {%- set format = files_format(item.config.meta.domain) -%}
                {%- set selects = [] -%}
                {%- for file in files -%}
                    {%- do selects.append('select * from ' ~ read_csv_checked(file, format)) -%}
                {%- endfor -%}
                {%- do run_query('create or replace view ' ~ view ~ ' as ' ~ selects | join(' union all by name ')) -%}
            {%- endif -%}
        {%- endfor -%}
    {%- endif -%}
{% endmacro %}
