{% macro plain_text(expression) -%}
    {#- Blanks of every width, tabs and line ends become one kind of blank; what no eye sees (zero-width
        characters, soft hyphens, marks of direction, byte order marks) goes. -#}
    {%- set blanks = "\t\n\r\u0085\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
        ~ "\u2028\u2029\u202f\u205f\u3000" -%}
    {%- set unseen = "\u00ad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
        ~ "\u2060\u2066\u2067\u2068\u2069\ufe0f\ufeff" -%}
    trim(translate({{ expression }}, '{{ blanks }}{{ unseen }}', '{{ ' ' * (blanks | length) }}'))
{%- endmacro %}
