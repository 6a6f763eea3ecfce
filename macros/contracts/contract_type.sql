{% macro contract_type(specification) -%}
    {%- set type = specification | replace(' required', '') | replace(' seldom', '') -%}
    {{ return(dbt.type_string() if type in ('id', 'string', 'json') else type) }}
{%- endmacro %}
