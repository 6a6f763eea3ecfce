{% macro switched(state, amount) -%}
    {{ to_money("case when customer_state = '" ~ state ~ "' then " ~ amount ~ " else 0 end") }}
{%- endmacro %}
