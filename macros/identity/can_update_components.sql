{% macro can_update_components(existing) %}
    {%- if existing is none or not existing.is_table -%}
        {%- do return(false) -%}
    {%- endif -%}
    {%- set found = [] -%}
    {%- for column in adapter.get_columns_in_relation(existing) -%}
        {%- do found.append(column.name ~ ' ' ~ column.dtype | lower) -%}
    {%- endfor -%}
    {%- do return(found == [
        'node_id bigint', 'component_id bigint', 'reachable_id bigint', 'edge_fingerprint bigint']) -%}
{% endmacro %}
