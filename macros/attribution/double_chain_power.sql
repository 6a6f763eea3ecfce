{% macro double_chain_power(steps, round) %}
    {#- From what n steps do to what 2n steps do: Q becomes Q·Q, and the visits N become N + Q·N. It is
        done when nobody is left under way, and a chain that does not end is an error. -#}
    {%- set left = run_query('select coalesce(max(probability), 0) as p from ' ~ steps
        ~ ' where not is_sum').columns[0].values()[0] -%}
    {%- if left < 1e-18 -%}
        {%- do return({'relation': steps, 'rounds': round - 1}) -%}
    {%- endif -%}
    {%- if round > 60 -%}
        {%- do exceptions.raise_compiler_error(this ~ ': some states of the chain never end.') -%}
    {%- endif -%}
    {%- set doubled %}
        select
            parts.from_state,
            parts.to_state,
            sum(parts.probability) as probability,
            parts.is_sum
        from (
            select
                before.from_state,
                after.to_state,
                before.probability * after.probability as probability,
                after.is_sum
            from {{ steps }} as before
            inner join {{ steps }} as after on before.to_state = after.from_state
            where not before.is_sum
            union all
            select from_state, to_state, probability, is_sum from {{ steps }} where is_sum
        ) as parts
        group by parts.from_state, parts.to_state, parts.is_sum
    {%- endset -%}
    {%- do return(double_chain_power(build_work_table('powers_' ~ round, doubled), round + 1)) -%}
{% endmacro %}
