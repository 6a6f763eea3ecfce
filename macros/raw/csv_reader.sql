{% macro csv_reader(file, names, format, options) %}
    {#- DuckDB's guessing of CSV loses rows and headers of ragged files without a word, so nothing is
        guessed: the names are given, every value is text, and a line that does not fit is an error. -#}
    {%- set columns = [] -%}
    {%- for name in names -%}
        {%- do columns.append(sql_text(name) ~ ": 'VARCHAR'") -%}
    {%- endfor -%}
    {{ return(
        'read_csv(' ~ sql_text(file) ~ ', columns = {' ~ columns | join(', ') ~ '}, auto_detect = false, encoding = '
        ~ sql_text(format.encoding) ~ ', ' ~ options ~ ')'
    ) }}
{% endmacro %}
