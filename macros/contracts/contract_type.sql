{% macro contract_type(specification) -%}
    {%- set type = specification | replace(' required', '') -%}
    {{ return(dbt.type_string() if type in ('id', 'string', 'json') else type) }}
{%- endmacro %}
