{% macro read_csv_header(file, quoted, format) %}
    {%- set first = run_query(
        "select line from read_csv(" ~ quoted ~ ", columns = {'line': 'VARCHAR'}, header = false, auto_detect = false, "
        ~ "delim = '\x1f', quote = '', escape = '', encoding = '" ~ format.encoding ~ "') limit 1"
    ) -%}
    {%- set names = [] -%}
    {%- if first | length -%}
        {%- for name in (first[0]['line'] | replace('\ufeff', '')).split(format.delimiter) -%}
            {%- do names.append(name.strip().strip('"').strip() | lower) -%}
        {%- endfor -%}
    {%- endif -%}
    {%- if not names or '' in names or names | unique | list | length < names | length -%}
        {%- do exceptions.raise_compiler_error('File ' ~ file ~ ', line 1: the header has no names, empty names or the same name twice: '
            ~ names | join(', ') ~ '. Mend the header.') -%}
    {%- elif names | length == 1 and (';' in names[0] or ',' in names[0] or '\t' in names[0]) -%}
        {%- do exceptions.raise_compiler_error('File ' ~ file ~ ", line 1: the delimiter '" ~ format.delimiter
            ~ "' is not in the header: " ~ names[0] ~ '. Set delimiter in the var files_formats.') -%}
    {%- endif -%}
    {{ return(names) }}
{% endmacro %}
