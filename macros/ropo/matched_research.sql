{% macro matched_research(match) -%}
    select
        purchases.order_line_id,
        purchases.direction,
        '{{ match }}' as match_type,
        purchases.order_id,
        purchases.customer_id,
        purchases.channel_id,
        purchases.store_id,
        purchases.product_id,
        purchases.category_name,
        purchases.research_side,
        purchases.is_first_line,
        purchases.order_date,
        purchases.ordered_at,
        purchases.first_research_ever_at,
        leads.{{ match }}_last_at as last_research_at,
        leads.{{ match }}_first_at as first_research_at,
        leads.{{ match }}_placebo_at as placebo_research_at,
        leads.known_at
    from purchases
    left join leads
        on
            purchases.order_line_id = leads.order_line_id
            and purchases.direction = leads.direction
{%- endmacro %}
