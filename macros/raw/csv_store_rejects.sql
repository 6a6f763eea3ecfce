{% macro csv_store_rejects(table) %}
    {#- Options of the reader that keep the lines that do not fit in a temporary table. -#}
    {{ return("store_rejects = true, rejects_limit = 0, rejects_table = '" ~ table ~ "', rejects_scan = '" ~ table ~ "_scan'") }}
{% endmacro %}
