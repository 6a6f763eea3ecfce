{% macro calendar_days(first_day, last_day) -%}
    {{ return(adapter.dispatch('calendar_days', 'omnimart')(first_day, last_day)) }}
{%- endmacro %}

{% macro default__calendar_days(first_day, last_day) -%}
    select cast(days.day_at as date) as date_day
    from generate_series(
        timestamp '{{ first_day }}', timestamp '{{ last_day }}', interval 1 day
    ) as days (day_at)
{%- endmacro %}

{% macro spark__calendar_days(first_day, last_day) -%}
    select explode(sequence(date '{{ first_day }}', date '{{ last_day }}', interval 1 day)) as date_day
{%- endmacro %}
