{% macro epoch_timestamp(expression) -%}
    {#- Seconds, milliseconds or microseconds since 1970, told apart by size: each unit covers the years
        1973 to 5138. What is no number, or too large for one, gives nothing. -#}
    {%- set number = 'try_cast(cast(' ~ expression ~ ' as ' ~ dbt.type_string() ~ ') as decimal(38, 6))' -%}
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
