{% macro first_chain_power(query) %}
    {#- The chain itself, and beside it the visits of no step: each state has seen itself. -#}
    select from_state, to_state, cast(probability as double) as probability, false as is_sum
    from ({{ query }}) as chain
    union all
    select distinct state, state, cast(1 as double), true
    from (
        select from_state as state from ({{ query }}) as chain
        union
        select to_state as state from ({{ query }}) as chain
    ) as states
{% endmacro %}
