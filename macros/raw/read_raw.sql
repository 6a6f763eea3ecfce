{% macro read_raw(source_name, table_name, columns, optional=false) %}
    {#- The only place where a base model asks the database what is there: a column that is absent
        becomes a typed NULL, a renamed one is found by its other names, new ones are ignored, deleted
        rows are left out. In a user's own model, macros of this project are found only under its name. -#}
    {%- set relation = source(source_name, table_name) -%}
    {%- set found = omnimart.raw_columns(relation, source_name, table_name, optional) -%}
    {%- set paths = omnimart.raw_paths(relation, found) -%}
    {%- set absent = [] -%}
    select
        {%- for names, specification in columns.items() %}
        {%- set aliases = names.split('|') -%}
        {%- set name = adapter.quote(aliases[0] | replace('.', '_')) -%}
        {%- set actual = aliases | map('lower') | select('in', paths) | list %}
        {% if actual -%}
        {{ omnimart.delivered_value(paths[actual[0]], specification) }} as {{ name }}
        {%- else -%}
        {%- do absent.append(aliases | join(' or ')) if 'seldom' not in specification -%}
        {%- if 'required' in specification and found -%}
            {%- do exceptions.raise_compiler_error(
                'Source ' ~ source_name ~ ': table ' ~ table_name ~ ' has no column ' ~ aliases | join(' or ')
                ~ '; its columns are ' ~ found.values() | join(', ') ~ '. Add its new name to the names in '
                ~ model.name ~ ' (old|new).') -%}
        {%- endif -%}
        cast(null as {{ omnimart.contract_type(specification) }}) as {{ name }}
        {%- endif %}{{ ',' if not loop.last }}
        {%- endfor %}
    {%- if found %}
    from {{ relation }} as delivered
    {%- endif %}
    where {{ omnimart.live_rows(found) if found else '1 = 0' }}
    {%- if found and absent and flags.WHICH in ('build', 'run') -%}
        {%- do exceptions.warn('Source ' ~ source_name ~ ': table ' ~ table_name ~ ' has no '
            ~ absent | join(', ') ~ '; taken as empty.') -%}
    {%- endif -%}
{% endmacro %}
