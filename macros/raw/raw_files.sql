{% macro raw_files(folder, table_name) %}
    {%- set path = folder ~ '/' ~ table_name -%}
    {%- set files = [] -%}
    {%- for row in run_query(
        "select file from glob(['" ~ path ~ ".parquet', '" ~ path ~ ".csv', '" ~ path ~ ".csv.gz', '" ~ path
        ~ "/*.parquet', '" ~ path ~ "/*.csv', '" ~ path ~ "/*.csv.gz']) order by file"
    ) -%}
        {%- do files.append(row['file']) -%}
    {%- endfor -%}
    {%- set parquet = [] -%}
    {%- for file in files if file.endswith('.parquet') -%}{%- do parquet.append(file) -%}{%- endfor -%}
    {%- if parquet and parquet | length < files | length -%}
        {%- do exceptions.raise_compiler_error(
            'Both Parquet and CSV files for ' ~ table_name ~ ': ' ~ files | join(', ') ~ '. Keep one kind.') -%}
    {%- endif -%}
    {{ return(files) }}
{% endmacro %}
