{#- Put the components in the place of the model's table; what was not touched stays as it is. -#}
{% macro publish_components(existing, target, query, touched) %}
    {%- if touched -%}
        {{ return(adapter.dispatch('update_components', 'omnimart')(existing, target, query, touched)) }}
    {%- endif -%}
    {%- do publish_table(existing, target, query) -%}
{% endmacro %}

{% macro default__update_components(existing, target, query, touched) %}
    {%- set kept -%}
        select old.node_id, old.component_id, old.reachable_id, old.edge_fingerprint
        from {{ target }} as old
        left join {{ touched.affected }} as affected on old.node_id = affected.node_id
        where affected.node_id is null
        union all
    {%- endset -%}
    {%- do publish_table(existing, target, kept ~ query) -%}
{% endmacro %}

{% macro duckdb__update_components(existing, target, query, touched) %}
    {%- call statement('main') -%}
        delete from {{ target }} where node_id in (select node_id from {{ touched.affected }});
        insert into {{ target }} {{ query }}
    {%- endcall -%}
    {{ run_hooks(post_hooks, inside_transaction=True) }}
    {%- do apply_grants(target, config.get('grants'), should_revoke=should_revoke(existing, full_refresh_mode=True)) -%}
    {%- do persist_docs(target, model) -%}
    {%- do adapter.commit() -%}
{% endmacro %}
