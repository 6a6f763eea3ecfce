{% macro latin_1_problem(file) %}
    {#- DuckDB stops at the bytes that Latin-1 leaves free, without saying where: Windows-1252 has its
        euro sign, dashes and curly quotes there. Letters of UTF-8 it reads as two wrong ones. -#}
    {%- set text = 'cast(content as varchar)' -%}
    {%- set foreign_bytes = '\\\\x([89][0-9A-F]|C[23]\\\\x[AB][0-9A-F])' -%}
    {%- set before = 'regexp_extract(' ~ text ~ ", '^(.*?)" ~ foreign_bytes ~ "', 1)" -%}
    {%- set lines = run_query(
        'select 1 + (length(' ~ before ~ ') - length(replace(' ~ before ~ ", '\\x0A', ''))) // 4 as line"
        ~ ' from read_blob(' ~ sql_text(file) ~ ') where regexp_matches(' ~ text ~ ", '" ~ foreign_bytes ~ "')"
    ) -%}
    {%- if lines -%}
        {{ return('line ' ~ lines[0]['line'] ~ ': the bytes are not Latin-1, rather Windows-1252 or UTF-8. '
            ~ 'Set encoding in the var files_formats to utf-8, and save what is Windows-1252 as UTF-8') }}
    {%- endif -%}
    {{ return(none) }}
{% endmacro %}
