{% macro plain_email_text(expression) -%}
    {#- In small letters, with the dots and the at sign of East Asian keyboards as their ASCII twins. -#}
    lower(translate({{ plain_text(expression) }}, '{{ "\uff20\u3002\uff0e\uff61" }}', '@...'))
{%- endmacro %}
