{% macro raw_column_kinds(relation) %}
    {#- {lower-case name: text, number or other}, by the column's type. -#}
    {%- set numbers = 'u?(tiny|small|big|huge)?int|integer|uinteger|long|short|byte|float|double|real|(decimal|numeric).*' -%}
    {%- set kinds = {} -%}
    {%- for column in adapter.get_columns_in_relation(relation) -%}
        {%- set type = column.dtype | lower -%}
        {%- set kind = 'text' if type in ('varchar', 'string', 'text')
            else 'number' if modules.re.fullmatch(numbers, type) and not type.endswith(']')
            else 'other' -%}
        {%- do kinds.update({column.name | lower: kind}) -%}
    {%- endfor -%}
    {{ return(kinds) }}
{% endmacro %}
