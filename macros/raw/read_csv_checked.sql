{% macro read_csv_checked(file, format) %}
    {#- DuckDB's guessing of CSV loses rows and headers of ragged files without a word, so nothing is
        guessed: the header gives the names, every value is text, and a line that does not fit stops. -#}
    {%- set quoted = "'" ~ file | replace("'", "''") ~ "'" -%}
    {%- set settings = "header = true, auto_detect = false, quote = '\"', escape = '\"', nullstr = '', delim = '"
        ~ format.delimiter ~ "', encoding = '" ~ format.encoding ~ "'" -%}
    {%- set header = read_csv_header(file, quoted, format) -%}
    {%- set reader -%}
        read_csv({{ quoted }}, columns = { {%- for name in header -%} '{{ name | replace("'", "''") }}': 'VARCHAR'{{ ', ' if not loop.last }} {%- endfor -%} }, {{ settings }}
    {%- endset -%}
    {%- do run_query("drop table if exists temp.omnimart_rejects") -%}
    {%- do run_query("drop table if exists temp.omnimart_scans") -%}
    {%- do run_query("select count(\"" ~ header | last ~ "\") from " ~ reader
        ~ ", store_rejects = true, rejects_table = 'omnimart_rejects', rejects_scan = 'omnimart_scans')") -%}
    {%- set rejects = run_query("select line, column_name, error_type, error_message from temp.omnimart_rejects order by line, column_idx limit 3") -%}
    {%- if rejects -%}
        {%- set lines = [] -%}
        {%- for row in rejects -%}
            {%- do lines.append('line ' ~ row['line'] ~ ', column ' ~ (row['column_name'] or '-') ~ ': ' ~ row['error_message'] | replace('\n', ' ')) -%}
        {%- endfor -%}
        {%- do exceptions.raise_compiler_error('File ' ~ file ~ ' does not parse. ' ~ lines | join('; ')
            ~ '. Mend the file, or set delimiter and encoding in the var files_formats.') -%}
    {%- endif -%}
    {{ return(reader ~ ')') }}
{% endmacro %}
