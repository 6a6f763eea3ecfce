with

systems as (

    {{ union_systems(
        domain='web_analytics',
        entity='events',
        key=['event_id'],
        newest='event_at',
        columns={
            'event_id': 'id required',
            'visitor_id': 'id',
            'session_id': 'id',
            'account_id': 'id',
            'transaction_reference': 'string',
            'product_id': 'string',
            'store_id': 'string',
            'event_name': 'string required',
            'platform': 'string',
            'page_path': 'string',
            'referrer_host': 'string',
            'traffic_source': 'string',
            'traffic_medium': 'string',
            'campaign_name': 'string',
            'ad_click_id': 'string',
            'search_term': 'string',
            'device_category': 'string',
            'country_code': 'string',
            'analytics_consent': 'string',
            'currency': 'string',
            'event_amount': 'decimal(20, 3)',
            'engagement_seconds': 'decimal(18, 6)',
            'is_bot': 'boolean',
            'event_at': 'timestamp required',
        },
        accepted={
            'event_name': [
                'page_view', 'product_view', 'search', 'add_to_cart', 'checkout_start', 'purchase',
                'login', 'sign_up', 'store_lookup', 'stock_check', 'recommendation_click',
                'key_event', 'other'
            ],
            'platform': ['web', 'ios', 'android'],
            'device_category': ['desktop', 'mobile', 'tablet', 'tv', 'other'],
            'analytics_consent': ['granted', 'denied', 'unknown'],
        },
    ) }}

),

-- A thank-you page that is opened again sends its purchase again, days later too.
purchases_numbered as (

    select
        event_id,
        version_number,
        row_number() over (
            partition by source_system, transaction_reference
            order by event_at, event_id
        ) as purchase_number

    from systems

    where
        event_name = 'purchase'
        and transaction_reference is not null
        and breach_reason is null
        and version_number = 1

),

final as (

    select
        systems.*,
        case
            when systems.breach_reason is not null then systems.breach_reason
            when systems.version_rank > 1 then 'superseded_version'
            when systems.version_number > 1 then 'duplicate_row'
            when purchases_numbered.purchase_number > 1 then 'repeated_purchase'
        end as quarantine_reason

    from systems

    left join purchases_numbered
        on
            systems.event_id = purchases_numbered.event_id
            and systems.version_number = purchases_numbered.version_number

)

select * from final
