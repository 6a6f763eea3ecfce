{% macro csv_rejects(file, names, format) %}
    {#- What does not fit, first of all the header: it is read like any line, under numbers as names. Every
        column is counted, because DuckDB checks only the columns that a query asks for. -#}
    {%- set numbered = [] -%}
    {%- set counted = [] -%}
    {%- for name in names -%}
        {%- do numbered.append('c' ~ loop.index) -%}
        {%- do counted.append('count(c' ~ loop.index ~ ')') -%}
    {%- endfor -%}
    {%- set table = 'omnimart_rejects_' ~ local_md5(file) -%}
    {%- set options = 'header = false, ' ~ csv_store_rejects(table) -%}
    {%- do run_query('select ' ~ counted | join(', ') ~ ' from ' ~ csv_records(file, numbered, format, options)) -%}
    {%- set rejects = run_query(
        'select line, column_name, error_type, error_message, count(*) over () as reject_count from temp.' ~ table
        ~ " order by case error_type when 'INVALID ENCODING' then 0 else 1 end, line, column_idx limit 3"
    ) -%}
    {%- set found = [] -%}
    {%- for row in rejects -%}
        {%- set number = row['column_name'] | replace('c', '') | int if row['column_name'] else 0 -%}
        {%- set column = '(none)' if not number else number if row['line'] == 1 else names[number - 1] -%}
        {%- do found.append({
            'is_encoding': row['error_type'] == 'INVALID ENCODING',
            'line': row['line'],
            'count': row['reject_count'],
            'text': 'line ' ~ row['line'] ~ ', column ' ~ column ~ ': ' ~ row['error_message'].replace('\n', ' ').rstrip('.'),
        }) -%}
    {%- endfor -%}
    {{ return(found) }}
{% endmacro %}
