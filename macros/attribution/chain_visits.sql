{% materialization chain_visits, default %}
    {%- set existing = load_cached_relation(this) -%}
    {%- set target = this.incorporate(type='table') -%}
    {{ run_hooks(pre_hooks, inside_transaction=False) }}
    {{ run_hooks(pre_hooks, inside_transaction=True) }}
    {%- do drop_work_tables() -%}

    {%- set steps = build_work_table('powers_0', first_chain_power(compiled_code)) -%}
    {%- set ended = double_chain_power(steps, 1) -%}
    {%- set result -%}
        select from_state, to_state, probability as expected_visits
        from {{ ended.relation }} where is_sum
    {%- endset -%}
    {%- do publish_table(existing, target, result) -%}

    {%- do log(this ~ ': converged after ' ~ ended.rounds ~ ' doublings') -%}
    {%- do drop_work_tables() -%}
    {{ run_hooks(post_hooks, inside_transaction=False) }}
    {{ return({'relations': [target]}) }}
{% endmaterialization %}
