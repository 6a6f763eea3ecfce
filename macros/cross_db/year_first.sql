{% macro year_first(expression, date_order) -%}
    {#- Engines differ in how a replacement names a group: \1 here, $1 there. -#}
    {%- if date_order not in ('dmy', 'mdy') -%}
        {%- do exceptions.raise_compiler_error("Var files_formats: date_order is '" ~ date_order ~ "'. Known: ymd, dmy, mdy.") -%}
    {%- endif -%}
    {{ return(adapter.dispatch('year_first', 'omnimart')(expression, date_order)) }}
{%- endmacro %}

{% macro default__year_first(expression, date_order) -%}
    regexp_replace(
        {{ expression }}, '^([0-9]{1,2})[./-]([0-9]{1,2})[./-]([0-9]{4})',
        '{{ '\\3-\\2-\\1' if date_order == 'dmy' else '\\3-\\1-\\2' }}'
    )
{%- endmacro %}

{% macro spark__year_first(expression, date_order) -%}
    regexp_replace(
        {{ expression }}, '^([0-9]{1,2})[./-]([0-9]{1,2})[./-]([0-9]{4})',
        '{{ '$3-$2-$1' if date_order == 'dmy' else '$3-$1-$2' }}'
    )
{%- endmacro %}
