{#- As text_matches, with a pattern that a column holds. -#}
{% macro text_matches_column(expression, pattern) -%}
    {{ return(adapter.dispatch('text_matches_column', 'omnimart')(expression, pattern)) }}
{%- endmacro %}

{% macro default__text_matches_column(expression, pattern) -%}
    regexp_like({{ expression }}, {{ pattern }})
{%- endmacro %}

{% macro duckdb__text_matches_column(expression, pattern) -%}
    regexp_matches({{ expression }}, {{ pattern }})
{%- endmacro %}
