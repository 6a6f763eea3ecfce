{% macro json_value(expression, path) -%}
    {{ return(adapter.dispatch('json_value', 'omnimart')(expression, path)) }}
{%- endmacro %}

{% macro default__json_value(expression, path) -%}
    get_json_object({{ expression }}, '$.{{ path }}')
{%- endmacro %}

{#- Text that is no JSON gives nothing, as on Spark. -#}
{% macro duckdb__json_value(expression, path) -%}
    case when json_valid({{ expression }}) then json_extract_string({{ expression }}, '$.{{ path }}') end
{%- endmacro %}
