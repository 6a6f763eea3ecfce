{% macro local_hour(moment, time_zone) -%}
    {{ return(adapter.dispatch('local_hour', 'omnimart')(moment, time_zone)) }}
{%- endmacro %}

{% macro default__local_hour(moment, time_zone) -%}
    cast(extract(hour from timezone({{ time_zone }}, timezone('UTC', {{ moment }}))) as bigint)
{%- endmacro %}

{% macro spark__local_hour(moment, time_zone) -%}
    cast(extract(hour from from_utc_timestamp({{ moment }}, {{ time_zone }})) as bigint)
{%- endmacro %}
