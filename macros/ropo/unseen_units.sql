{% macro unseen_units(unit) -%}
    {#- Purchases of which it cannot be said whether they were researched, counted in one unit. -#}
    select
        '{{ unit }}' as purchase_unit,
        purchases_unseen.direction,
        coalesce(purchases_unseen.store_id, '(none)') as store_id,
        {{ "coalesce(purchases_unseen.category_name, '(none)')" if unit == 'line' else "'(all)'" }}
            as category_name,
        cast({{ dbt.date_trunc('month', 'purchases_unseen.order_date') }} as date) as order_month,
        sum({{ '1' if unit == 'line' else 'case when purchases_unseen.is_first_line then 1 else 0 end' }})
            as purchases,
        sum(
            case
                when purchases_unseen.customer_id is not null
                    {{ '' if unit == 'line' else 'and purchases_unseen.is_first_line' }}
                    then 1
                else 0
            end
        ) as identified_purchases,
        sum(order_lines.net_revenue_reporting) as net_revenue_reporting,
        sum(case when order_lines.net_revenue_reporting is null then 1 else 0 end) as lines_without_rate
    from purchases_unseen
    inner join order_lines
        on purchases_unseen.order_line_id = order_lines.order_line_id
    group by
        purchases_unseen.direction,
        coalesce(purchases_unseen.store_id, '(none)'),
        {{ "coalesce(purchases_unseen.category_name, '(none)')," if unit == 'line' else '' }}
        cast({{ dbt.date_trunc('month', 'purchases_unseen.order_date') }} as date)
{%- endmacro %}
