{% macro breach_case(breaches, shown, personal=[]) -%}
    {%- set lines = [] -%}
    {%- for condition, reason, column in breaches -%}
        {%- set result -%}
            {%- if shown == 'reason' -%} '{{ reason }}'
            {%- elif shown == 'column' -%} '{{ column }}'
            {%- elif column in personal -%} null
            {%- else -%} cast({{ column }} as {{ dbt.type_string() }})
            {%- endif -%}
        {%- endset -%}
        {%- do lines.append('when ' ~ condition ~ ' then ' ~ result) -%}
    {%- endfor -%}
    cast(case {{ lines | join(' ') }} end as {{ dbt.type_string() }})
{%- endmacro %}
