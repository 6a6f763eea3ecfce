{% macro sole_character(expression) -%}
    {#- The character that a text of four and more consists of, dashes and blanks aside: '0' of '0000-0000'. -#}
    {%- set text = "replace(replace(" ~ expression ~ ", '-', ''), ' ', '')" -%}
    case
        when length({{ text }}) >= 4 and replace({{ text }}, substr({{ text }}, 1, 1), '') = ''
            then substr({{ text }}, 1, 1)
    end
{%- endmacro %}
