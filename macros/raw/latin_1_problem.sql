{% macro latin_1_problem(file) %}
    {#- DuckDB stops at the bytes that Latin-1 leaves free, without saying where. Windows-1252 has its
        euro sign, dashes and curly quotes there. -#}
    {%- set before = "regexp_extract(cast(content as varchar), '^(.*?)\\\\x[89][0-9A-F]', 1)" -%}
    {%- set lines = run_query(
        "select 1 + (length(" ~ before ~ ") - length(replace(" ~ before ~ ", '\\x0A', ''))) // 4 as line"
        ~ ' from read_blob(' ~ sql_text(file) ~ ") where regexp_matches(cast(content as varchar), '\\\\x[89][0-9A-F]')"
    ) -%}
    {%- if lines -%}
        {{ return('line ' ~ lines[0]['line'] ~ ': a byte that Latin-1 does not have, so it is probably Windows-1252 or UTF-8. '
            ~ 'Set encoding in the var files_formats to utf-8, and save what is Windows-1252 as UTF-8') }}
    {%- endif -%}
    {{ return(none) }}
{% endmacro %}
