{% macro csv_problem(file, names, format, known) %}
    {#- One line on the first thing that keeps the file from being read as it is meant, or none. -#}
    {%- set first = names[0] -%}
    {%- if names == [''] -%}
        {{ return('line 1: there is no header. Write the names of the columns there') }}
    {%- elif '\x00' in names | join or '\ufffe' in first or (format.encoding == 'latin-1' and first.startswith('ï»¿')) -%}
        {{ return('line 1, column 1: the text is not ' ~ format.encoding ~ '. Set encoding in the var files_formats to utf-16 or utf-8; '
            ~ 'what is UTF-16 with the high byte first has to be saved as UTF-8') }}
    {%- elif names | length == 1 and modules.re.search('[,;\t|]', first) -%}
        {{ return("line 1, column 1: the delimiter '" ~ format.delimiter ~ "' is not in the header: " ~ first
            ~ '. Set delimiter in the var files_formats') }}
    {%- endif -%}
    {%- set rejects = csv_rejects(file, names, format) -%}
    {%- set first_reject = rejects[0] if rejects else {} -%}
    {%- if first_reject.is_encoding -%}
        {{ return(first_reject.text ~ '. Set encoding in the var files_formats to latin-1 or utf-16') }}
    {%- elif file.endswith('.gz') and not gzip_is_complete(file, format) -%}
        {{ return('the compressed file ends too early. Fetch it again') }}
    {%- elif rejects and (format.broken_lines == 'stop' or first_reject.line == 1) -%}
        {{ return(rejects | map(attribute='text') | join('; ')
            ~ (' (first 3 of ' ~ first_reject.count ~ ')' if first_reject.count > 3 else '')
            ~ ". Mend the file, or set delimiter (now '" ~ format.delimiter
            ~ "') in the var files_formats; broken_lines: quarantine there reads the other lines") }}
    {%- endif -%}
    {%- for name in names -%}
        {%- if not name or name in names[:loop.index0] -%}
            {{ return('line 1, column ' ~ loop.index ~ ': the name is ' ~ ('empty' if not name else 'there twice: ' ~ name)
                ~ '. Mend the header') }}
        {%- endif -%}
    {%- endfor -%}
    {%- if known and not names | select('in', known) | list -%}
        {{ return('line 1: no name is a column of this table, whose columns are ' ~ known | join(', ')
            ~ '. Write the header there, or set delimiter and encoding in the var files_formats') }}
    {%- endif -%}
    {{ return(none) }}
{% endmacro %}
