{% macro drop_work_tables() %}
    {%- for identifier in adapter.dispatch('work_tables_found', 'omnimart')() -%}
        {%- do run_query('drop table if exists ' ~ work_table(identifier.split('__work_')[-1])) -%}
    {%- endfor -%}
{% endmacro %}

{% macro spark__work_tables_found() %}
    {%- set found = run_query('show tables in ' ~ this.schema ~ " like '" ~ this.identifier ~ "__work_*'") -%}
    {%- do return(found | map(attribute='tableName') | list) -%}
{% endmacro %}

{% macro duckdb__work_tables_found() %}
    {%- do return(run_query(
        "select table_name from duckdb_tables() where database_name = 'temp' and starts_with(table_name, '"
        ~ this.identifier ~ "__work_')").columns[0].values()) -%}
{% endmacro %}
