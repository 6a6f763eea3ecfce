{% macro attribution_credit(model, starts_at, ends_at) -%}
    select
        orders.order_id,
        '{{ model }}' as attribution_model,
        touches.touchpoint_id,
        coalesce(touches.channel_id, '(unattributed)') as channel_id,
        touches.campaign_key,
        case
            when touches.order_id is not null then {{ ends_at }} - {{ starts_at }}
            when orders.order_type = 'sale' then 1
            else 0
        end as credit,
        {{ attribution_part('orders.net_revenue', starts_at, ends_at) }} as attributed_revenue,
        {{ attribution_part('orders.net_revenue_reporting', starts_at, ends_at) }}
            as attributed_revenue_reporting,
        orders.currency,
        orders.order_date,
        touches.touched_at
    from orders
    left join touches
        on orders.order_id = touches.order_id
    where touches.order_id is null or {{ ends_at }} > {{ starts_at }}
{%- endmacro %}
