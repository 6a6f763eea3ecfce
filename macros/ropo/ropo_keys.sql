{% macro ropo_keys() -%}
    store_id, direction, purchase_unit, match_type, category_name, order_month, window_days
{%- endmacro %}
