{% macro edges_not_apart(edges, pairs) %}
    select edges.low_id, edges.high_id, edges.reachable_id, edges.edge_rank
    from {{ edges }} as edges
    left join {{ pairs }} as pairs on edges.low_id = pairs.low_id and edges.high_id = pairs.high_id
    where pairs.low_id is null
{% endmacro %}
