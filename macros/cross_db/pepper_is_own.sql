{#- Whether the pepper is a secret of the user's own, for a select. -#}
{% macro pepper_is_own() -%}
    {{ return(adapter.dispatch('pepper_is_own', 'omnimart')()) }}
{%- endmacro %}

{% macro default__pepper_is_own() -%}
    omnimart_pepper_is_own()
{%- endmacro %}

{% macro duckdb__pepper_is_own() -%}
    coalesce(getvariable('omnimart_pepper_is_own'), false)
{%- endmacro %}
