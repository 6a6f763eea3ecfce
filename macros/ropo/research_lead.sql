{% macro research_lead(match, offset_days=0, pick='max') -%}
    {#- The touch nearest before the purchase (or so many days before it), or with min the earliest within the
        longest window before that, among those that match. A touch at the very instant is not before it. -#}
    {{ pick }}(
        case
            when
                {% if match in ('product', 'stock_check') -%}
                research.product_id = purchases.product_id and
                {% endif -%}
                {% if match == 'stock_check' -%}
                research.stock_checks > 0 and
                {% elif match == 'category' -%}
                research.category_name = purchases.category_name and
                {% endif -%}
                research.researched_at < purchases.ordered_at - interval {{ offset_days }} day
                and research.researched_at
                >= purchases.ordered_at - interval {{ offset_days + var('ropo_windows') | max }} day
                then research.researched_at
        end
    )
{%- endmacro %}
