{% macro gzip_is_complete(file, format) %}
    {#- DuckDB reads a file that ends too early as if it were whole. The last four bytes of a gzip file say
        how long its text is, to within the ends of lines, which are one or two bytes; of several gzip
        files one after the other they speak of the last. -#}
    {%- set tail = run_query(
        "select hex(content[-4:]) as length_bytes, regexp_matches(hex(content[2:]), '^(..)*?1F8B080[08](..){4}0[024]') as is_joined"
        ~ ' from read_blob(' ~ sql_text(file) ~ ')'
    )[0] -%}
    {%- set length = {'utf-8': 'strlen(line)', 'latin-1': 'length(line)', 'utf-16': '2 * length(line)'}[format.encoding] -%}
    {%- set text = run_query(
        'select count(*) as line_count, coalesce(sum(' ~ length ~ '), 0) as byte_count from ' ~ csv_lines(file, format)
    )[0] -%}
    {%- set bytes = modules.re.findall('..', tail['length_bytes']) | reverse | join -%}
    {%- set said = bytes | int(base=16) -%}
    {%- set width = 2 if format.encoding == 'utf-16' else 1 -%}
    {%- set least = text['byte_count'] | int + width * (text['line_count'] | int - 1) -%}
    {%- set most = width * (text['byte_count'] | int + 2 * text['line_count'] | int + 3) -%}
    {{ return((said - least) % 4294967296 <= most - least or (tail['is_joined'] and said <= most)) }}
{% endmacro %}
