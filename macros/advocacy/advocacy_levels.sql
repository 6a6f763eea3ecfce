{#- What voices are grouped by; with advocacy_group it takes the place of one select per level. -#}
{% macro advocacy_levels() -%}
    select 'overall' as advocacy_level
    union all
    select 'purchase_channel' as advocacy_level
    union all
    select 'purchase_store' as advocacy_level
    union all
    select 'journey_type' as advocacy_level
{%- endmacro %}
