{% macro sql_boolean(value) -%}
    {{ 'true' if value else 'false' }}
{%- endmacro %}
