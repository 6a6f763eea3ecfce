-- The rows of the staging models themselves, counted afresh, are what `meta_entities` calls rows
-- out. An entity that is missing in the list below fails as soon as it has rows.
{% set entities = {
    'web_analytics': ['events'],
    'webshop': ['customers', 'orders', 'order_lines', 'refund_lines', 'products', 'carts'],
    'pos': ['receipts', 'receipt_lines', 'stores'],
    'crm': ['members', 'consents', 'loyalty_movements', 'households'],
    'ad_platforms': ['campaigns', 'ad_performance_daily', 'ad_clicks'],
    'messaging': ['messages', 'message_events'],
    'promotions': ['placements', 'coupons', 'coupon_redemptions'],
    'marketplaces': ['orders', 'order_lines', 'listing_performance_daily'],
    'social': ['posts', 'engagements_daily'],
    'footfall': ['store_visits_hourly', 'store_checkins'],
    'support': ['tickets', 'ticket_messages', 'satisfaction_ratings'],
    'surveys': ['responses'],
    'reviews': ['reviews'],
    'referrals': ['invitations', 'redemptions'],
    'inventory': ['stock_levels_daily'],
    'deliveries': ['shipments'],
    'enrichment': ['holidays', 'regions', 'exchange_rates', 'recommendations', 'lift_studies'],
} %}
{% set models = [] %}
{% for domain, names in entities.items() %}
    {% for entity in names %}
        {% do models.append((domain, entity)) %}
    {% endfor %}
{% endfor %}
with

counted as (

    select * from {{ ref('meta_entities') }}

),

staging as (

    {% for domain, entity in models %}
        select
            '{{ domain }}' as domain_name,
            '{{ entity }}' as entity_name,
            source_system,
            count(*) as staging_rows
        from {{ ref('stg_' ~ domain ~ '__' ~ entity) }}
        group by source_system
        {{ 'union all' if not loop.last }}
    {% endfor %}

),

final as (

    select
        coalesce(counted.domain_name, staging.domain_name) as domain_name,
        coalesce(counted.entity_name, staging.entity_name) as entity_name,
        coalesce(counted.source_system, staging.source_system) as source_system,
        counted.rows_out,
        coalesce(staging.staging_rows, 0) as staging_rows

    from counted

    full outer join staging
        on
            counted.domain_name = staging.domain_name
            and counted.entity_name = staging.entity_name
            and counted.source_system = staging.source_system

)

select * from final
where rows_out is distinct from staging_rows
