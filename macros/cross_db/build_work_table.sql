{% macro build_work_table(name, query) %}
    {{ return(adapter.dispatch('build_work_table', 'omnimart')(work_table(name), query)) }}
{% endmacro %}

{% macro default__build_work_table(relation, query) %}
    {%- call statement('work_table') -%}
        create or replace table {{ relation }} {{ file_format_clause() }} as {{ query }}
    {%- endcall -%}
    {%- do return(relation) -%}
{% endmacro %}

{#- Committed at once: DuckDB takes a table of an open transaction for empty and then joins it row by
    row with the next. -#}
{% macro duckdb__build_work_table(relation, query) %}
    {%- call statement('work_table') -%}
        create or replace temporary table {{ relation }} as {{ query }}
    {%- endcall -%}
    {%- do adapter.commit() -%}
    {%- do return(relation) -%}
{% endmacro %}
