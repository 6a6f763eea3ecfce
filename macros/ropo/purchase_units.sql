{% macro purchase_units(unit) -%}
    {#- Sold lines, or receipts by their first line; revenue is that of the line in both. -#}
    select
        '{{ unit }}' as purchase_unit,
        purchases.direction,
        purchases.match_type,
        coalesce(purchases.store_id, '(none)') as store_id,
        {{ "purchases.category_name" if unit == 'line' else "'(all)'" }} as category_name,
        cast({{ dbt.date_trunc('month', 'purchases.order_date') }} as date) as order_month,
        purchases.is_known_after_placebo,
        purchases.history_days,
        purchases.{{ 'last_research_hours' if unit == 'line' else 'receipt_research_hours' }} as research_hours,
        purchases.{{ 'placebo_research_hours' if unit == 'line' else 'receipt_placebo_hours' }} as placebo_hours,
        {{ '1' if unit == 'line' else 'case when purchases.is_first_line then 1 else 0 end' }} as unit_count,
        purchases.net_revenue_reporting
    from purchases
{%- endmacro %}
