{% macro csv_header(file, format) %}
    {#- The names as written, in lower case. A delimiter between quotes belongs to the name. -#}
    {%- set lines = run_query('select line from ' ~ csv_lines(file, format) ~ ' limit 1') -%}
    {%- set line = (lines[0]['line'] if lines | length else none) or '' -%}
    {%- set outside_quotes = modules.re.escape(format.delimiter) ~ '(?=(?:[^"]*"[^"]*")*[^"]*$)' -%}
    {%- set names = [] -%}
    {%- for name in modules.re.split(outside_quotes, line | replace('\ufeff', '')) -%}
        {%- do names.append(modules.re.sub('^"(.*)"$', '\\1', name.strip()).replace('""', '"').strip() | lower) -%}
    {%- endfor -%}
    {{ return(names) }}
{% endmacro %}
