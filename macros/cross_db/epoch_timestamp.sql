{% macro epoch_timestamp(expression) -%}
    {#- Seconds, milliseconds or microseconds since 1970, told apart by size: each unit covers the years
        1973 to 5138. What is no number, or too large for one, gives nothing. -#}
    {#- DuckDB takes 25 seconds to read a million texts as decimals of 38 digits, and no time for 18 digits,
        which hold seconds with six decimals, milliseconds with three and microseconds with two. -#}
    {%- set parts = [] -%}
    {%- for type in ['decimal(18, 6)', 'decimal(18, 3)', 'decimal(18, 2)', 'decimal(38, 6)'] -%}
        {%- do parts.append('try_cast(cast(' ~ expression ~ ' as ' ~ dbt.type_string() ~ ') as ' ~ type ~ ')') -%}
    {%- endfor -%}
    {%- set number = 'coalesce(' ~ parts | join(', ') ~ ')' -%}
    {%- set microseconds -%}
        cast({{ number }} * case
            when abs({{ number }}) < 100000000000 then 1000000
            when abs({{ number }}) < 100000000000000 then 1000
            when abs({{ number }}) < 100000000000000000 then 1
        end as bigint)
    {%- endset -%}
    {{ return(adapter.dispatch('epoch_timestamp', 'omnimart')(microseconds)) }}
{%- endmacro %}

{% macro default__epoch_timestamp(microseconds) -%}
    timestamp_micros({{ microseconds }})
{%- endmacro %}

{% macro duckdb__epoch_timestamp(microseconds) -%}
    make_timestamp({{ microseconds }})
{%- endmacro %}
