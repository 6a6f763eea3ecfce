{% macro csv_lines(file, format) %}
    {#- Whole lines: no file has the delimiter. One thread, because with several the first line that
        comes out is not always the first of the file. -#}
    {{ return(csv_reader(
        file, ['line'], format,
        "header = false, delim = '\x1f', quote = '', escape = '', parallel = false, strict_mode = false, ignore_errors = true"
    )) }}
{% endmacro %}
