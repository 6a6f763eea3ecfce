{% macro merged_edges(edges, merged) %}
    {%- set low = 'coalesce(low.root_id, edges.low_id)' -%}
    {%- set high = 'coalesce(high.root_id, edges.high_id)' -%}
    select
        least({{ low }}, {{ high }}) as low_id,
        greatest({{ low }}, {{ high }}) as high_id,
        edges.reachable_id,
        min(edges.edge_rank) as edge_rank
    from {{ edges }} as edges
    left join {{ merged }} as low on edges.low_id = low.node_id
    left join {{ merged }} as high on edges.high_id = high.node_id
    where {{ low }} != {{ high }}
    group by least({{ low }}, {{ high }}), greatest({{ low }}, {{ high }}), edges.reachable_id
{% endmacro %}
