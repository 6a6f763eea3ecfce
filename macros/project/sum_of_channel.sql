{#- The sum of a measure over the rows of one channel, 0 where there are none. -#}
{% macro sum_of_channel(measure, channel) -%}
    sum(case when channel_id = '{{ channel }}' then {{ measure }} else 0 end)
{%- endmacro %}
