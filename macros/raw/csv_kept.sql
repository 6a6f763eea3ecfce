{% macro csv_kept(table, file, names, format) %}
    {#- A file with broken lines as a table: its records, and a row with the text of each broken line. A
        table, because a reader that skips lines skips others when a query asks for fewer columns. -#}
    {%- set kept = table.schema ~ '."' ~ table.identifier ~ '__' ~ local_md5(file)[:8] ~ '"' -%}
    {%- set rejects = 'omnimart_kept_' ~ local_md5(file) -%}
    {%- do run_query(
        'create or replace table ' ~ kept ~ ' as select *, cast(null as varchar) as broken_line from '
        ~ csv_records(file, names, format, 'header = true, ' ~ csv_store_rejects(rejects))
    ) -%}
    {%- do run_query(
        'insert into ' ~ kept ~ " by name select 'line ' || line || ': ' || min(csv_line) as broken_line from temp."
        ~ rejects ~ ' group by line order by line'
    ) -%}
    {{ return(kept) }}
{% endmacro %}
