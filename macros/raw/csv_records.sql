{% macro csv_records(file, names, format, options) %}
    {#- Records of values, with quotes as RFC 4180 has them. -#}
    {{ return(csv_reader(
        file, names, format,
        "quote = '\"', escape = '\"', nullstr = '', delim = " ~ sql_text(format.delimiter) ~ ', ' ~ options
    )) }}
{% endmacro %}
