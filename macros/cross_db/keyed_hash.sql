{#- HMAC-SHA-256 under the pepper, which never stands in SQL: the engine gets it from the environment. -#}
{% macro keyed_hash(expression) -%}
    {{ return(adapter.dispatch('keyed_hash', 'omnimart')(expression)) }}
{%- endmacro %}

{#- A function that the session brings along. -#}
{% macro default__keyed_hash(expression) -%}
    omnimart_keyed_hash({{ expression }})
{%- endmacro %}

{% macro duckdb__keyed_hash(expression) -%}
    sha256(
        coalesce(
            getvariable('omnimart_outer_key'),
            error('The profile lacks the plugin omnimart.pepper; see docs/identity.md.')
        )
        || from_hex(sha256(getvariable('omnimart_inner_key') || encode({{ expression }})))
    )
{%- endmacro %}
