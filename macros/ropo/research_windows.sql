{% macro research_windows() -%}
    {%- for days in var('ropo_windows') %}
    select cast({{ days }} as bigint) as window_days
    {%- if not loop.last %} union all{% endif %}
    {%- endfor %}
{%- endmacro %}
