{% macro json_rows(expression, fields) -%}
    {{ return(adapter.dispatch('json_rows', 'omnimart')(expression, fields)) }}
{%- endmacro %}

{% macro default__json_rows(expression, fields) -%}
    explode(from_json({{ expression }}, 'array<{{ json_type(fields, 'struct<', '>', ':') }}>'))
{%- endmacro %}

{% macro duckdb__json_rows(expression, fields) -%}
    unnest(
        from_json(
            case when json_valid({{ expression }}) then {{ expression }} end,
            '[{{ json_type(fields, '{', '}', ':') }}]'
        )
    )
{%- endmacro %}
