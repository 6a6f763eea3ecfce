{% macro register_table(table, files, format) %}
    {#- A view over the files of one table; returns what is wrong with them instead. -#}
    {%- set view = table.schema ~ '."' ~ table.identifier ~ '"' -%}
    {%- set problems = [] -%}
    {%- set selects = [] -%}
    {%- set parquet = [] -%}
    {%- for file in files -%}
        {%- if file.endswith('.parquet') -%}
            {%- do parquet.append(sql_text(file)) -%}
        {%- else -%}
            {%- set problem = latin_1_problem(file) if format.encoding == 'latin-1' and file.endswith('.csv') -%}
            {%- set names = csv_header(file, format) if not problem else [] -%}
            {%- set problem = problem or csv_problem(file, names, format, table.columns.keys() | list) -%}
            {%- do problems.append('File ' ~ file ~ ', ' ~ problem ~ '.') if problem -%}
            {%- if problem or format.broken_lines == 'stop' -%}
                {%- do selects.append('select * from ' ~ csv_records(file, names, format, 'header = true')) -%}
            {%- else -%}
                {%- do selects.append('select * from ' ~ csv_kept(table, file, names, format)) -%}
            {%- endif -%}
        {%- endif -%}
    {%- endfor -%}
    {%- if parquet and selects -%}
        {%- do problems.append('Files ' ~ files | join(', ') ~ ': both Parquet and CSV. Keep one kind.') -%}
    {%- elif parquet -%}
        {%- do selects.append('select * from read_parquet([' ~ parquet | join(', ') ~ '], union_by_name = true)') -%}
    {%- endif -%}
    {%- if not problems -%}
        {%- do run_query(
            'create or replace view ' ~ view ~ ' as ' ~ selects | join(' union all by name ') if selects
            else 'drop view if exists ' ~ view
        ) -%}
    {%- endif -%}
    {{ return(problems) }}
{% endmacro %}
