{% macro built_before(is_update) -%}
    {#- What this incremental model made of each traveller's touches when it was last built; in a first or
        full build, and where it kept no such number yet, nothing. -#}
    {%- set columns = adapter.get_columns_in_relation(this) if is_update else [] -%}
    {%- if 'touches_fingerprint' in (columns | map(attribute='name') | list) -%}
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
