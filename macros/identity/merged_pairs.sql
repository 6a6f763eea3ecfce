{% macro merged_pairs(pairs, merged) %}
    {%- set low = 'coalesce(low.root_id, pairs.low_id)' -%}
    {%- set high = 'coalesce(high.root_id, pairs.high_id)' -%}
    select distinct
        least({{ low }}, {{ high }}) as low_id,
        greatest({{ low }}, {{ high }}) as high_id,
        pairs.reachable_id
    from {{ pairs }} as pairs
    left join {{ merged }} as low on pairs.low_id = low.node_id
    left join {{ merged }} as high on pairs.high_id = high.node_id
{% endmacro %}
