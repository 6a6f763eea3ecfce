{% macro event_range() -%}
    {#- Nothing a retailer measured happened before the web or after tomorrow: such stamps are unset
        clocks and default values, and one of them would stretch every calendar in the marts. -#}
    {%- set latest = var('latest_event_date') or (run_started_at + modules.datetime.timedelta(days=1)).strftime('%Y-%m-%d') -%}
    {{ return("timestamp '" ~ var('earliest_event_date') ~ " 00:00:00' and timestamp '" ~ latest ~ " 23:59:59.999999'") }}
{%- endmacro %}
