{% macro square_money() -%}
    {{ return({'amount': 'string', 'currency': 'string'}) }}
{%- endmacro %}
