{% macro built_before(is_update) -%}
    {#- What the incremental model made of each traveller's touches at the last build; in a first or full
        build nothing. -#}
    {%- if is_update -%}
    select
        traveller_id,
        min(touches_fingerprint) as touches_fingerprint
    from {{ this }}
    group by traveller_id
    {%- else -%}
    select
        cast(null as {{ dbt.type_string() }}) as traveller_id,
        cast(null as decimal(38, 0)) as touches_fingerprint
    where false
    {%- endif -%}
{%- endmacro %}
