{% macro local_date(moment, time_zone) -%}
    {{ return(adapter.dispatch('local_date', 'omnimart')(moment, time_zone)) }}
{%- endmacro %}

{% macro default__local_date(moment, time_zone) -%}
    cast(timezone({{ time_zone }}, timezone('UTC', {{ moment }})) as date)
{%- endmacro %}

{% macro spark__local_date(moment, time_zone) -%}
    cast(from_utc_timestamp({{ moment }}, {{ time_zone }}) as date)
{%- endmacro %}
