{% macro junk_text(expression) -%}
    {#- What is compared with the junk list: small letters, without brackets and quotation marks. -#}
    trim(lower(translate({{ plain_text(expression) }}, '()<>{}"`', '')))
{%- endmacro %}
