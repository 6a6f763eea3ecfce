{% macro check_matches(relation) %}
    {%- if execute and flags.WHICH in ('build', 'run') and var('identity_probabilistic') -%}
        {%- if target.type != 'duckdb' -%}
            {%- do exceptions.raise_compiler_error(
                'The var identity_probabilistic is on, but matching reads a DuckDB warehouse. '
                ~ 'Switch it off for the target ' ~ target.name ~ '.') -%}
        {%- elif adapter.get_relation(relation.database, relation.schema, relation.identifier) is none -%}
            {%- do exceptions.raise_compiler_error(
                'The var identity_probabilistic is on, but there are no matches in ' ~ var('matches_folder', 'data/identity/matches')
                ~ '. Run `omnimart build`, or `dbt build --select +int_identity__people_described` and `omnimart identity match` first.') -%}
        {%- endif -%}
    {%- endif -%}
{% endmacro %}
