{% macro component_roots(edges, name, round=1) %}
    {#- One round, then the same for what is left. A node hooks to its smallest neighbour if that is
        smaller than itself; a node that does not is a root, and no path can lead up again: there
        are no cycles, and every root is the smallest of its tree. -#}
    {%- set map = build_work_table(name ~ '_map_' ~ round,
        'select high_id as node_id, min(low_id) as root_id, true as is_open from ' ~ edges
        ~ ' where low_id < high_id group by high_id') -%}
    {%- set map = component_jumps(map, name ~ '_map_' ~ round) -%}
    {%- set contracted %}
        select distinct
            least(coalesce(low.root_id, edges.low_id), high.root_id) as low_id,
            greatest(coalesce(low.root_id, edges.low_id), high.root_id) as high_id
        from {{ edges }} as edges
        inner join {{ map }} as high on edges.high_id = high.node_id
        left join {{ map }} as low on edges.low_id = low.node_id
        where coalesce(low.root_id, edges.low_id) != high.root_id
    {%- endset -%}
    {%- set left_over = build_work_table(name ~ '_edges_' ~ round, contracted) -%}
    {%- if count_rows(left_over) == 0 -%}
        {%- do return({'map': map, 'rounds': round}) -%}
    {%- endif -%}
    {%- set deeper = component_roots(left_over, name, round + 1) -%}
    {%- set composed %}
        select map.node_id, coalesce(deeper.root_id, map.root_id) as root_id
        from {{ map }} as map
        left join {{ deeper.map }} as deeper on map.root_id = deeper.node_id
        union all
        select deeper.node_id, deeper.root_id
        from {{ deeper.map }} as deeper
    {%- endset -%}
    {%- do return({
        'map': build_work_table(name ~ '_composed_' ~ round, composed), 'rounds': deeper.rounds}) -%}
{% endmacro %}
