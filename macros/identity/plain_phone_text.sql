{% macro plain_phone_text(expression) -%}
    {#- Digits, dashes and brackets of other scripts and widths as their ASCII twins, in capitals. -#}
    {%- set digits = '0123456789' -%}
    {%- set zeros = [0xff10, 0x0660, 0x06f0, 0x0966, 0x09e6, 0x0e50] -%}
    {%- set other_digits = [] -%}
    {%- for zero in zeros -%}
        {%- for digit in range(10) -%}{%- do other_digits.append('%c' % (zero + digit)) -%}{%- endfor -%}
    {%- endfor -%}
    {%- set marks = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u30fc\uff0d\uff0f\uff0e\uff08\uff09\uff3b\uff3d[]"
        ~ "\u2053\u223c\uff5e\uff0b\uff03" -%}
    {%- set plain_marks = '---------/.()()()~~~+#' -%}
    upper(translate(
        {{ plain_text(expression) }},
        '{{ other_digits | join }}{{ marks }}',
        '{{ digits * (zeros | length) }}{{ plain_marks }}'
    ))
{%- endmacro %}
