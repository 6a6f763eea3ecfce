{% macro check_rows(domain, system, delivered, columns, accepted={}, personal=[]) %}
    {%- set prefix = id_prefix(domain, system) -%}
    {%- set breaches = [] -%}
    {%- set values = {} -%}
    {#- A line of a file that could not be cut into columns; it may hold anything. -#}
    {%- if system == 'files' -%}
        {%- do breaches.append(('broken_line is not null', 'broken_line', 'broken_line')) -%}
        {%- set personal = personal + ['broken_line'] if personal else [] -%}
    {%- endif -%}
    {%- for name, specification in columns.items() -%}
        {%- set type = contract_type(specification) -%}
        {%- set is_required = 'required' in specification -%}
        {%- set parsed = parse_value(name, specification ~ (' listed' if name in accepted else ''), prefix) -%}
        {%- do values.update({name: parsed}) -%}
        {%- set bad = parse_breach(type) -%}
        {%- if is_required -%}
            {%- do breaches.append((name ~ ' is null', bad if type == 'timestamp' else 'missing_value', name)) -%}
        {%- endif -%}
        {%- if bad -%}
            {%- do breaches.append((name ~ ' is not null and ' ~ parsed ~ ' is null', bad, name)) -%}
        {%- endif -%}
        {%- if is_required and type == 'timestamp' -%}
            {%- do breaches.append((parsed ~ ' not between ' ~ event_range(), bad, name)) -%}
        {%- endif -%}
        {%- if name in accepted -%}
            {%- set list = "'" ~ accepted[name] | join("', '") ~ "'" -%}
            {%- do breaches.append((parsed ~ ' not in (' ~ list ~ ')', 'unknown_value', name)) -%}
        {%- endif -%}
    {%- endfor -%}
    select
        cast('{{ system }}' as {{ dbt.type_string() }}) as source_system,
        {%- for name, specification in columns.items() %}
        {{ values[name] }} as {{ name }},
        {%- endfor %}
        {{ breach_case(breaches, 'reason') }} as breach_reason,
        {{ breach_case(breaches, 'column') }} as breach_column,
        {{ breach_case(breaches, 'value', personal) }} as breach_value
    from {{ delivered }} as delivered
{% endmacro %}
