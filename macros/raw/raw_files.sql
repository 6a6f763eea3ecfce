{% macro raw_files(found, folder, table_name) %}
    {#- <table>.csv, .csv.gz or .parquet, or all such files in the folder <table>. -#}
    {%- set name = modules.re.escape(folder ~ '/' ~ table_name) -%}
    {%- set files = [] -%}
    {%- for file in found if modules.re.fullmatch(name ~ '(/[^/]+)?[.](parquet|csv|csv[.]gz)', file) -%}
        {%- do files.append(file) -%}
    {%- endfor -%}
    {{ return(files) }}
{% endmacro %}
