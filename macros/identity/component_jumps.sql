{% macro component_jumps(map, name) %}
    {#- Every node takes over the root of its root until none moves: the paths halve each time. -#}
    {%- set state = namespace(map=map, has_moved=true) -%}
    {%- for jump in range(1, 64) if state.has_moved -%}
        {%- set jumped %}
            select
                map.node_id,
                coalesce(onward.root_id, map.root_id) as root_id,
                onward.node_id is not null as is_open
            from {{ state.map }} as map
            left join {{ state.map }} as onward on map.root_id = onward.node_id
            where map.is_open
            union all
            select map.node_id, map.root_id, false as is_open
            from {{ state.map }} as map
            where not map.is_open
        {%- endset -%}
        {%- set state.map = build_work_table(name ~ '_jump_' ~ (jump % 2), jumped) -%}
        {%- set state.has_moved = count_rows(state.map ~ ' where is_open') > 0 -%}
    {%- endfor -%}
    {%- do return(state.map) -%}
{% endmacro %}
