{% macro raw_columns(relation, source_name, table_name, optional=false) %}
    {#- {lower-case name: name as delivered}; empty where the table is absent or nothing runs. -#}
    {%- set found = {} -%}
    {%- if execute -%}
        {%- set existing = adapter.get_relation(relation.database, relation.schema, relation.identifier) -%}
        {%- if existing is not none -%}
            {%- for column in adapter.get_columns_in_relation(existing) -%}
                {%- do found.update({column.name | lower: column.name}) -%}
            {%- endfor -%}
        {%- elif flags.WHICH in ('build', 'run') and not omnimart.may_be_absent(source_name) -%}
            {%- if not adapter.check_schema_exists(relation.database, relation.schema) -%}
                {{- omnimart.raise_raw('schema ' ~ relation.schema ~ ' not found', source_name) }}
            {%- elif not optional -%}
                {{- omnimart.raise_raw('table ' ~ table_name ~ ' not found in schema ' ~ relation.schema, source_name) }}
            {%- elif optional != 'seldom' -%}
                {%- do exceptions.warn('Source ' ~ source_name ~ ': table ' ~ table_name ~ ' is absent; its columns are empty.') -%}
            {%- endif -%}
        {%- endif -%}
    {%- endif -%}
    {{ return(found) }}
{% endmacro %}
