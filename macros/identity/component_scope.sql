{% macro component_scope(existing, graph) %}
    {%- set touched -%}
        select coalesce(old.node_id, new.node_id) as node_id
        from (select node_id, edge_fingerprint from {{ existing }} where edge_fingerprint != 0) as old
        full outer join {{ graph.prints }} as new on old.node_id = new.node_id
        where coalesce(old.edge_fingerprint, 0) != coalesce(new.edge_fingerprint, 0)
    {%- endset -%}
    {%- set touched = build_work_table('touched', touched) -%}
    {%- set seeds -%}
        select touched.node_id from {{ touched }} as touched
        union
        select edges.high_id as node_id
        from {{ graph.edges }} as edges
        inner join {{ touched }} as touched on edges.low_id = touched.node_id
    {%- endset -%}
    {%- set seeds = build_work_table('seeds', seeds) -%}
    {%- set affected -%}
        with reached as (
            select distinct old.reachable_id
            from {{ existing }} as old
            inner join {{ seeds }} as seeds on old.node_id = seeds.node_id
        )
        select old.node_id
        from {{ existing }} as old
        inner join reached on old.reachable_id = reached.reachable_id
        union
        select seeds.node_id from {{ seeds }} as seeds
    {%- endset -%}
    {%- set affected = build_work_table('affected', affected) -%}
    {%- set inside = ' as inside inner join ' ~ affected ~ ' as affected on inside.{} = affected.node_id' -%}
    {%- set edges = build_work_table('scope_edges', 'select inside.* from ' ~ graph.edges ~ inside.format('low_id')) -%}
    {%- set prints = build_work_table('scope_prints', 'select inside.* from ' ~ graph.prints ~ inside.format('node_id')) -%}
    {%- set pairs = build_work_table('scope_pairs', 'select inside.* from ' ~ graph.pairs ~ inside.format('low_id')) if graph.pairs else none -%}
    {%- do return({
        'edges': edges, 'prints': prints, 'pairs': pairs, 'affected': affected, 'count': count_rows(affected)}) -%}
{% endmacro %}
