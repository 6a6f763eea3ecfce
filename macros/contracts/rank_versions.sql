{% macro rank_versions(key, names, newest=none, systems=[], is_own_key=false) %}
    {#- Ordering by every column makes the winner the same whatever the row order, the threads or
        the engine; rows that are equal in every column share a rank, which marks exact copies. A
        stamp from an unset clock is no reason to win. -#}
    {%- set others = names | reject('in', key + [newest]) | list -%}
    {%- set several = systems | length > 1 -%}
    {%- set window -%}
        over (
            partition by {{ 'source_system, ' if several and not is_own_key }}{{ key | join(', ') }}
            order by
                case when breach_reason is null then 0 else 1 end
                {%- if several and is_own_key %},
                case source_system {%- for system in systems %} when '{{ system }}' then {{ loop.index }}{% endfor %} end
                {%- endif %}
                {%- if newest %},
                case when {{ newest }} between {{ event_range() }} then {{ newest }} end desc nulls last, {{ newest }} desc nulls last
                {%- endif %}
                {%- for name in others %}, {{ name }} desc nulls last{% endfor %}
        )
    {%- endset -%}
    {{ 'rank() ' ~ window if newest or others or several else 'cast(1 as bigint)' }} as version_rank,
    row_number() {{ window }} as version_number
{%- endmacro %}
