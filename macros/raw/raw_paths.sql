{% macro raw_paths(relation, found) %}
    {#- {lower-case name or path: (expression, type)} of what can be read: columns, and fields of structs. -#}
    {%- set paths = {} -%}
    {%- for column in adapter.get_columns_in_relation(relation) if found -%}
        {%- set expression = 'delivered.' ~ adapter.quote(column.name) -%}
        {%- do paths.update({column.name | lower: (expression, column.dtype)}) -%}
        {%- do paths.update(omnimart.nested_fields(column.dtype, column.name | lower, expression)) -%}
    {%- endfor -%}
    {{ return(paths) }}
{% endmacro %}
