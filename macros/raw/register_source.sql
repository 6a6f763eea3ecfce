{% macro register_source(source_name, tables) %}
    {%- set folder = modules.re.sub('(?<!:)/+', '/', tables[0].config.meta.folder).rstrip('/') -%}
    {%- set schema = tables[0].schema -%}
    {%- set format = files_format(tables[0].config.meta.get('domain', '')) -%}
    {%- set path = folder | replace("'", "''") -%}
    {%- set found = [] -%}
    {%- for row in run_query(
        "select distinct file from glob(['" ~ path ~ "/*', '" ~ path ~ "/*/*', '" ~ path ~ "/**']) order by file"
    ) -%}
        {%- do found.append(row['file']) -%}
    {%- endfor -%}
    {%- set problems = [] -%}
    {%- set read = [] -%}
    {%- do run_query('create schema if not exists ' ~ schema) -%}
    {%- for table in tables -%}
        {%- set files = raw_files(found, folder, table.name) -%}
        {%- do read.extend(files) -%}
        {%- do problems.extend(register_table(table, files, format)) -%}
    {%- endfor -%}
    {%- if not read and not may_be_absent(source_name) -%}
        {{- raise_raw("no file in folder '" ~ folder ~ "' is named like one of its tables: " ~ tables | map(attribute='name') | join(', '), source_name) }}
    {%- endif -%}
    {%- set unread = [] -%}
    {%- for file in found if file not in read and not file.split('/')[-1].startswith('.') -%}
        {%- do unread.append(file) -%}
    {%- endfor -%}
    {%- if unread -%}
        {%- do exceptions.warn('Source ' ~ source_name ~ ': no table of that name, so not read: ' ~ unread | join(', ') ~ '.') -%}
    {%- endif -%}
    {{ return(problems) }}
{% endmacro %}
