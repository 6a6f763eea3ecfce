{% macro read_files(domain, entity, columns) %}
    {#- The door for files and tables that already have the contract's columns. Text is brought to
        one notation (point as decimal sign, year-month-day) as the var files_formats says. -#}
    {%- set source_name = 'files_' ~ domain -%}
    {%- set relation = source(source_name, entity) -%}
    {%- set found = raw_columns(relation, source_name, entity, optional=true) -%}
    {%- set kinds = raw_column_kinds(relation) if found else {} -%}
    {%- set format = files_format(domain) -%}
    {%- set absent = [] -%}
    select
        {%- for name, specification in columns.items() %}
        {%- if name in found %}
        {%- set delivered = 'delivered.' ~ adapter.quote(found[name]) -%}
        {%- set is_number = kinds[name] == 'number' and contract_type(specification) in ('timestamp', 'date') -%}
        {#- A number that should be a moment is spelled out, because casts of it fail or differ. -#}
        {%- set text = 'cast(try_cast(' ~ delivered ~ ' as decimal(38, 6)) as ' ~ dbt.type_string() ~ ')' if is_number else delivered %}
        {{ plain_notation(text, specification, format) if is_number or kinds[name] == 'text' else delivered }} as {{ adapter.quote(name) }}
        {%- else %}
        {%- do absent.append(name) -%}
        {%- if 'required' in specification and found -%}
            {%- do exceptions.raise_compiler_error(
                'Source ' ~ source_name ~ ': ' ~ entity ~ ' has no column ' ~ name ~ '; its columns are ' ~ found.values() | join(', ')
                ~ '. Rename the column, or set delimiter and encoding in the var files_formats.') -%}
        {%- endif %}
        cast(null as {{ contract_type(specification) }}) as {{ adapter.quote(name) }}
        {%- endif %},
        {%- endfor %}
        {{ 'delivered.' ~ adapter.quote('broken_line') if 'broken_line' in found else 'cast(null as ' ~ dbt.type_string() ~ ')' }} as broken_line
    {%- if found %}
    from {{ relation }} as delivered
    {%- else %}
    where 1 = 0
    {%- endif %}
    {%- if found and absent and flags.WHICH in ('build', 'run') -%}
        {%- do exceptions.warn('Source ' ~ source_name ~ ': ' ~ entity ~ ' has no ' ~ absent | join(', ') ~ '; taken as empty.') -%}
    {%- endif -%}
{% endmacro %}
