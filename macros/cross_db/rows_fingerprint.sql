{#- One number for the rows of a group, whatever their order. Only compared with a number of the same
    engine, so each may hash as it does. -#}
{% macro rows_fingerprint(columns) -%}
    {{ return(adapter.dispatch('rows_fingerprint', 'omnimart')(columns)) }}
{%- endmacro %}

{% macro default__rows_fingerprint(columns) -%}
    cast(sum(cast(xxhash64({{ columns | join(', ') }}) as decimal(38, 0))) as decimal(38, 0))
{%- endmacro %}

{#- hash() takes NULL for a value; a sum of 64 bits fits. -#}
{% macro duckdb__rows_fingerprint(columns) -%}
    cast(sum(hash({{ columns | join(', ') }})) as decimal(38, 0))
{%- endmacro %}
