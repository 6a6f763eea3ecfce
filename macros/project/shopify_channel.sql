{% macro shopify_channel(order_source) -%}
    {#- Shopify names where an order comes from by a word or by the number of the app that placed it: 580111
        is its webshop, 129785 its till, 1354745 an order written by staff. -#}
    case
        when {{ order_source }} in ('pos', 'point_of_sale', '129785') then 'store'
        when {{ order_source }} in ('phone', 'shopify_draft_order', '1354745') then 'phone'
        when {{ order_source }} in ('web', 'online', 'online_store', '580111') then 'webshop'
        when {{ order_source }} in ('app', 'android', 'iphone', 'ipad', 'ios') then 'app'
        when {{ text_matches(order_source, '^[0-9]+$') }} then 'app'
        else coalesce({{ order_source }}, 'webshop')
    end
{%- endmacro %}
