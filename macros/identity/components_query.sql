{% macro components_query(scope, roots, parts) %}
    select
        nodes.node_id,
        {% if parts %}coalesce(parts.part_id, nodes.reachable_id){% else %}nodes.reachable_id{% endif %} as component_id,
        nodes.reachable_id,
        nodes.edge_fingerprint
    from (
        select
            coalesce(roots.node_id, prints.node_id) as node_id,
            coalesce(roots.root_id, prints.node_id) as reachable_id,
            coalesce(prints.edge_fingerprint, 0) as edge_fingerprint
        from {{ roots }} as roots
        full outer join {{ scope.prints }} as prints on roots.node_id = prints.node_id
    ) as nodes
    {% if parts %}
    left join {{ parts.members }} as parts on nodes.node_id = parts.node_id
    {% endif %}
{% endmacro %}
