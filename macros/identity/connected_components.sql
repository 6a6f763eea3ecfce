{% materialization connected_components, default %}
    {%- set existing = load_cached_relation(this) -%}
    {%- set target = this.incorporate(type='table') -%}
    {%- set columns = get_columns_in_query(compiled_code) | map('lower') | list -%}
    {{ run_hooks(pre_hooks, inside_transaction=False) }}
    {{ run_hooks(pre_hooks, inside_transaction=True) }}
    {%- do drop_work_tables() -%}

    {%- set graph = stage_graph(compiled_code, columns) -%}
    {%- set touched = none -%}
    {%- if can_update_components(existing) and not should_full_refresh() -%}
        {%- set touched = component_scope(existing, graph) -%}
    {%- endif -%}
    {%- set scope = touched or graph -%}
    {%- set roots = component_roots(scope.edges, 'roots') -%}
    {%- set parts = component_parts(scope, roots.map) if graph.pairs else none -%}
    {%- set result = components_query(scope, roots.map, parts) -%}
    {%- do publish_components(existing, target, result, touched) -%}

    {%- set nodes = count_rows(target) -%}
    {%- do log(this ~ ': ' ~ nodes ~ ' nodes, ' ~ (touched.count if touched else nodes)
        ~ ' recomputed, ' ~ roots.rounds ~ ' rounds, ' ~ (parts.rounds if parts else 0)
        ~ ' rounds of refusals') -%}
    {%- do drop_work_tables() -%}
    {{ run_hooks(post_hooks, inside_transaction=False) }}
    {{ return({'relations': [target]}) }}
{% endmaterialization %}
