{% macro accepted_edges(edges, pairs) %}
    with best as (
        select part_id, min(edge_rank) as edge_rank
        from (
            select low_id as part_id, edge_rank from {{ edges }}
            union all
            select high_id as part_id, edge_rank from {{ edges }}
        ) as ends
        group by part_id
    ),

    live_pairs as (
        select
            pairs.low_id,
            pairs.high_id,
            pairs.reachable_id,
            greatest(low.edge_rank, high.edge_rank) as edge_rank
        from {{ pairs }} as pairs
        inner join best as low on pairs.low_id = low.part_id
        inner join best as high on pairs.high_id = high.part_id
    ),

    first_conflicts as (
        select reachable_id, min(edge_rank) as edge_rank
        from live_pairs
        group by reachable_id
    ),

    bound as (
        select low_id as part_id from live_pairs
        union
        select high_id as part_id from live_pairs
    )

    select edges.low_id, edges.high_id
    from {{ edges }} as edges
    inner join best as low on edges.low_id = low.part_id
    inner join best as high on edges.high_id = high.part_id
    left join first_conflicts on edges.reachable_id = first_conflicts.reachable_id
    left join bound as bound_low on edges.low_id = bound_low.part_id
    left join bound as bound_high on edges.high_id = bound_high.part_id
    where first_conflicts.reachable_id is null
        or edges.edge_rank < first_conflicts.edge_rank
        or (edges.edge_rank = low.edge_rank and edges.edge_rank = high.edge_rank)
        or (edges.edge_rank = low.edge_rank and bound_low.part_id is null)
        or (edges.edge_rank = high.edge_rank and bound_high.part_id is null)
{% endmacro %}
