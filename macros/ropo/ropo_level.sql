{% macro ropo_level(store, category, condition='true') -%}
    {#- Counts of one level of stores and categories. -#}
    select
        {{ store }} as store_id,
        {{ category }} as category_name,
        direction,
        purchase_unit,
        match_type,
        window_days,
        order_month,
        {%- for count in [
            'purchases', 'identified_purchases', 'eligible_purchases', 'researched_purchases',
            'comparable_purchases', 'comparable_researched', 'placebo_researched', 'both_researched',
            'known_purchases', 'known_placebo_researched',
            'net_revenue_reporting', 'researched_revenue_reporting', 'lines_without_rate',
        ] %}
        sum({{ count }}) as {{ count }}{{ ',' if not loop.last }}
        {%- endfor %}
    from counts
    where {{ condition }}
    group by
        {% if store == 'store_id' %}store_id,{% endif %}
        {% if category == 'category_name' %}category_name,{% endif %}
        direction, purchase_unit, match_type, window_days, order_month
{%- endmacro %}
