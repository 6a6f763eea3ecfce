{% macro shopify_table(name) %}
    {#- dlt names the tables of an order after the lists they come from. -#}
    {%- set names = {
        'load': '_dlt_loads',
        'order': 'orders',
        'order_line': 'orders__line_items',
        'tax_line': 'orders__line_items__tax_lines',
        'discount_allocation': 'orders__line_items__discount_allocations',
        'discount_application': 'orders__discount_applications',
        'order_discount_code': 'orders__discount_codes',
        'order_shipping_line': 'orders__shipping_lines',
        'order_shipping_tax_line': 'orders__shipping_lines__tax_lines',
        'refund': 'orders__refunds',
        'order_line_refund': 'orders__refunds__refund_line_items',
        'order_adjustment': 'orders__refunds__order_adjustments',
        'fulfillment': 'orders__fulfillments',
        'location': 'locations',
        'customer': 'customers',
        'customer_address': 'customers__addresses',
        'product': 'products',
        'product_variant': 'products__variants',
        'inventory_item': 'inventory_items',
        'inventory_level': 'inventory_levels',
        'abandoned_checkout': 'checkouts',
    } -%}
    {{ return(names.get(name, name) if var('shopify_loader') == 'dlt' else name) }}
{% endmacro %}
