{% macro stage_graph(query, columns) %}
    {%- for column in ['node_id', 'other_node_id'] + (['edge_rank'] if 'is_apart' in columns else []) -%}
        {%- if column not in columns -%}
            {%- do exceptions.raise_compiler_error('Model ' ~ this.identifier ~ ' has no column ' ~ column) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- set has_pairs = 'is_apart' in columns -%}
    {%- set ends -%}
        cast(least(node_id, other_node_id) as bigint) as low_id,
        cast(greatest(node_id, other_node_id) as bigint) as high_id
    {%- endset -%}
    {%- set known -%}
        from ({{ query }}) as given where coalesce(node_id, other_node_id) is not null
    {%- endset -%}
    {%- set edges = build_work_table('edges', 'select ' ~ ends
        ~ (', cast(edge_rank as bigint) as edge_rank ' ~ known ~ ' and not is_apart' if has_pairs else ' ' ~ known)) -%}
    {%- set pairs = none -%}
    {%- if has_pairs -%}
        {%- set pairs = stage_pairs('select distinct ' ~ ends ~ ' ' ~ known ~ ' and is_apart', edges) -%}
    {%- endif -%}
    {%- set prints -%}
        select low_id as node_id, cast(sum(print) as bigint) as edge_fingerprint
        from (
            select low_id, {{ edge_fingerprint('high_id', 'edge_rank' if has_pairs else 0) }} as print
            from {{ edges }} as edges
            {% if has_pairs %}
            union all
            select low_id, {{ edge_fingerprint('high_id', -1) }} as print
            from {{ pairs }} as pairs
            {% endif %}
        ) as prints
        group by low_id
    {%- endset -%}
    {%- do return({'edges': edges, 'pairs': pairs, 'prints': build_work_table('prints', prints)}) -%}
{% endmacro %}
