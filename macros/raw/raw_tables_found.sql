{% macro raw_tables_found() %}
    {#- What the database holds against what the sources' YAML says: absent tables, absent columns,
        and columns nobody knows. -#}
    {%- set sources = graph.sources.values() | rejectattr('config.meta.may_be_absent', 'defined') if execute else [] -%}
    {%- set tables = sources | sort(attribute='unique_id') -%}
    {%- for item in tables %}
        {%- set relation = adapter.get_relation(item.database, item.schema, item.identifier) -%}
        {%- set names = {} -%}
        {%- if relation -%}
            {%- for column in adapter.get_columns_in_relation(relation) -%}{%- do names.update({column.name | lower: column.name}) -%}{%- endfor -%}
        {%- endif -%}
        {%- set found = names.keys() | list -%}
        {%- set live = live_rows(names) -%}
        {%- set loaded_at = names.get(item.config.meta.get('loaded_at', '')) -%}
        {%- set known = item.columns.keys() | map('lower') | list %}
    select
        '{{ item.source_name }}' as source_name,
        '{{ item.name }}' as table_name,
        {{ 'true' if relation else 'false' }} as is_table_present,
        '{{ known | reject('in', found + ['broken_line']) | sort | join(', ') if relation }}' as missing_columns,
        '{{ found | reject('in', known) | sort | join(', ') | replace("'", "''") }}' as unknown_columns,
        cast({{ '(select count(*) from ' ~ relation ~ ')' if relation else 'null' }} as bigint) as row_count,
        cast({{ '(select count(*) from ' ~ relation ~ ' as delivered where not (' ~ live ~ '))' if relation
            else 'null' }} as bigint) as deleted_row_count,
        cast({{ '(select max(' ~ parse_timestamp('delivered.' ~ adapter.quote(loaded_at)) ~ ') from ' ~ relation ~ ' as delivered)'
            if loaded_at else 'null' }} as timestamp) as freshest_at
        {{ 'union all' if not loop.last }}
    {%- else %}
    select
        cast(null as {{ dbt.type_string() }}) as source_name,
        cast(null as {{ dbt.type_string() }}) as table_name,
        cast(null as boolean) as is_table_present,
        cast(null as {{ dbt.type_string() }}) as missing_columns,
        cast(null as {{ dbt.type_string() }}) as unknown_columns,
        cast(null as bigint) as row_count,
        cast(null as bigint) as deleted_row_count,
        cast(null as timestamp) as freshest_at
    where 1 = 0
    {%- endfor %}
{% endmacro %}
