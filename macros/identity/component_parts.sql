{% macro component_parts(scope, roots) %}
    {%- set pairs -%}
        select pairs.low_id, pairs.high_id, coalesce(low.root_id, pairs.low_id) as reachable_id
        from {{ scope.pairs }} as pairs
        inner join {{ roots }} as high on pairs.high_id = high.node_id
        left join {{ roots }} as low on pairs.low_id = low.node_id
        where coalesce(low.root_id, pairs.low_id) = high.root_id
    {%- endset -%}
    {%- set pairs = build_work_table('pairs_0', pairs) -%}
    {%- if count_rows(pairs) == 0 -%}
        {%- do return(none) -%}
    {%- endif -%}
    {%- set members -%}
        with disputed as (select distinct reachable_id from {{ pairs }})
        select roots.node_id, roots.node_id as part_id, disputed.reachable_id
        from {{ roots }} as roots
        inner join disputed on roots.root_id = disputed.reachable_id
        union all
        select reachable_id as node_id, reachable_id as part_id, reachable_id
        from disputed
    {%- endset -%}
    {%- set members = build_work_table('members_0', members) -%}
    {%- set edges -%}
        with ranked as (
            select edges.low_id, edges.high_id, members.reachable_id, min(edges.edge_rank) as edge_rank
            from {{ scope.edges }} as edges
            inner join {{ members }} as members on edges.low_id = members.node_id
            where edges.low_id < edges.high_id
            group by edges.low_id, edges.high_id, members.reachable_id
        )
        select low_id, high_id, reachable_id, row_number() over (order by edge_rank, low_id, high_id) as edge_rank
        from ranked
    {%- endset -%}
    {%- set edges = build_work_table('ranked', edges) -%}
    {%- set state = namespace(members=members, pairs=pairs, rounds=0, is_open=true) -%}
    {%- set state.edges = build_work_table('ranked_0', edges_not_apart(edges, pairs)) -%}
    {%- for round in range(1, 100000) if state.is_open -%}
        {%- set turn = round % 2 -%}
        {%- set accepted = build_work_table('accepted', accepted_edges(state.edges, state.pairs)) -%}
        {%- set merged = component_roots(accepted, 'merged').map -%}
        {%- set state.members = build_work_table('members_' ~ turn, merged_members(state.members, merged)) -%}
        {%- set state.pairs = build_work_table('pairs_' ~ turn, merged_pairs(state.pairs, merged)) -%}
        {%- set edges = build_work_table('ranked', merged_edges(state.edges, merged)) -%}
        {%- set state.edges = build_work_table('ranked_' ~ turn, edges_not_apart(edges, state.pairs)) -%}
        {%- set state.rounds = round -%}
        {%- set state.is_open = count_rows(state.edges) > 0 -%}
    {%- endfor -%}
    {%- do return({'members': state.members, 'rounds': state.rounds}) -%}
{% endmacro %}
