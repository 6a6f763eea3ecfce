{% macro hours_before(moment) -%}
    ({{ epoch_seconds('purchases.ordered_at') }} - {{ epoch_seconds(moment) }}) / cast(3600 as double)
{%- endmacro %}
