{% macro merged_members(members, merged) %}
    select members.node_id, coalesce(merged.root_id, members.part_id) as part_id
    from {{ members }} as members
    left join {{ merged }} as merged on members.part_id = merged.node_id
{% endmacro %}
