{% macro union_systems(domain, entity, key, columns, newest=none, accepted={}, personal=[]) %}
    {#- The one line that decides which systems feed an entity: its own var, else its domain's. -#}
    {%- set systems = var(domain ~ '__' ~ entity, var(domain)) -%}
    {%- set names = columns.keys() | list -%}
    {#- A key of one system is unique in that system. Of a key that is the retailer's own, the system
        that is listed first has the word. -#}
    {%- set own_key = [] -%}
    {%- for name in key if not columns[name].startswith('id') -%}
        {%- do own_key.append(name) -%}
    {%- endfor -%}
    select
        rows_checked.*,
        {{ rank_versions(key, names, newest, systems, own_key == key) }}
    from (
    {%- for system in systems %}
        {%- if system == 'files' %}
            {%- set delivered = '(' ~ read_files(domain, entity, columns) ~ ')' -%}
        {%- else %}
            {%- set delivered = ref('base_' ~ system ~ '__' ~ entity) -%}
        {%- endif %}
        {{ check_rows(domain, system, delivered, columns, accepted, personal) }}
        {{ 'union all' if not loop.last }}
    {%- else %}
        select
            cast(null as {{ dbt.type_string() }}) as source_system,
            {%- for name in names %}
            cast(null as {{ contract_type(columns[name]) }}) as {{ name }},
            {%- endfor %}
            cast(null as {{ dbt.type_string() }}) as breach_reason,
            cast(null as {{ dbt.type_string() }}) as breach_column,
            cast(null as {{ dbt.type_string() }}) as breach_value
        where 1 = 0
    {%- endfor %}
    ) as rows_checked
{% endmacro %}
