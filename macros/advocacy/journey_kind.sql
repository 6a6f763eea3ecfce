{#- Whether a journey lay in one channel, several, or is not known. -#}
{% macro journey_kind(is_cross_channel) -%}
    case
        when {{ is_cross_channel }} then 'cross_channel'
        when not {{ is_cross_channel }} then 'one_channel'
        else '(none)'
    end
{%- endmacro %}
