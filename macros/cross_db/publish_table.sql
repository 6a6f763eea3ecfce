{#- Put a query's result in the place of the model's table, with its grants and comments. -#}
{% macro publish_table(existing, target, query) %}
    {{ return(adapter.dispatch('publish_table', 'omnimart')(existing, target, query)) }}
{% endmacro %}

{% macro default__publish_table(existing, target, query) %}
    {%- if existing is not none and not (existing.is_table and existing.is_iceberg) -%}
        {%- do adapter.drop_relation(existing) -%}
    {%- endif -%}
    {%- call statement('main') -%}
        {{ create_table_as(False, target, query) }}
    {%- endcall -%}
    {%- do apply_grants(target, config.get('grants'), should_revoke=should_revoke(existing, full_refresh_mode=True)) -%}
    {%- do persist_docs(target, model) -%}
    {{ run_hooks(post_hooks, inside_transaction=True) }}
{% endmacro %}

{% macro duckdb__publish_table(existing, target, query) %}
    {%- set next = make_intermediate_relation(target) -%}
    {%- set backup = make_backup_relation(target, existing.type if existing else 'table') -%}
    {%- do drop_relation_if_exists(load_cached_relation(next)) -%}
    {%- do drop_relation_if_exists(load_cached_relation(backup)) -%}
    {%- call statement('main') -%}
        {{ create_table_as(False, next, query) }}
    {%- endcall -%}
    {%- do adapter.rename_relation(existing, backup) if existing -%}
    {%- do adapter.rename_relation(next, target) -%}
    {{ run_hooks(post_hooks, inside_transaction=True) }}
    {%- do apply_grants(target, config.get('grants'), should_revoke=should_revoke(existing, full_refresh_mode=True)) -%}
    {%- do persist_docs(target, model) -%}
    {%- do adapter.commit() -%}
    {%- do drop_relation_if_exists(backup) if existing -%}
{% endmacro %}
