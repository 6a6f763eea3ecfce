{% macro publish_components(existing, target, query, touched) %}
    {{ return(adapter.dispatch('publish_components', 'omnimart')(existing, target, query, touched)) }}
{% endmacro %}

{% macro default__publish_components(existing, target, query, touched) %}
    {%- if existing is not none and not (existing.is_table and existing.is_iceberg) -%}
        {%- do adapter.drop_relation(existing) -%}
    {%- endif -%}
    {%- set kept -%}
        select old.node_id, old.component_id, old.reachable_id, old.edge_fingerprint
        from {{ target }} as old
        left join {{ touched.affected }} as affected on old.node_id = affected.node_id
        where affected.node_id is null
        union all
    {%- endset -%}
    {%- call statement('main') -%}
        {{ create_table_as(False, target, (kept if touched else '') ~ query) }}
    {%- endcall -%}
    {%- do apply_grants(target, config.get('grants'), should_revoke=should_revoke(existing, full_refresh_mode=True)) -%}
    {%- do persist_docs(target, model) -%}
    {{ run_hooks(post_hooks, inside_transaction=True) }}
{% endmacro %}

{% macro duckdb__publish_components(existing, target, query, touched) %}
    {%- set next = make_intermediate_relation(target) -%}
    {%- set backup = make_backup_relation(target, existing.type if existing else 'table') -%}
    {%- do drop_relation_if_exists(load_cached_relation(next)) -%}
    {%- do drop_relation_if_exists(load_cached_relation(backup)) -%}
    {%- call statement('main') -%}
        {%- if touched -%}
            delete from {{ target }} where node_id in (select node_id from {{ touched.affected }});
            insert into {{ target }} {{ query }}
        {%- else -%}
            {{ create_table_as(False, next, query) }}
        {%- endif -%}
    {%- endcall -%}
    {%- if not touched -%}
        {%- do adapter.rename_relation(existing, backup) if existing -%}
        {%- do adapter.rename_relation(next, target) -%}
    {%- endif -%}
    {{ run_hooks(post_hooks, inside_transaction=True) }}
    {%- do apply_grants(target, config.get('grants'), should_revoke=should_revoke(existing, full_refresh_mode=True)) -%}
    {%- do persist_docs(target, model) -%}
    {%- do adapter.commit() -%}
    {%- do drop_relation_if_exists(backup) if existing and not touched -%}
{% endmacro %}
