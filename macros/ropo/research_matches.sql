{% macro research_matches() -%}
    {%- for match in ['any', 'category', 'product', 'stock_check'] %}
    select '{{ match }}' as match_type
    {%- if not loop.last %} union all{% endif %}
    {%- endfor %}
{%- endmacro %}
