{% macro text_list(values) -%}
    {%- for value in values %}{{ sql_text(value) }}{{ ', ' if not loop.last }}{% else %}''{% endfor -%}
{%- endmacro %}
