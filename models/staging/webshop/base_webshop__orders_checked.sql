with

systems as (

    {{ union_systems(
        domain='webshop',
        entity='orders',
        key=['order_id'],
        newest='updated_at',
        columns={
            'order_id': 'id required',
            'account_id': 'id',
            'loyalty_id': 'string',
            'visitor_id': 'id',
            'transaction_reference': 'string',
            'store_id': 'string',
            'coupon_id': 'string',
            'email': 'string',
            'phone': 'string',
            'sales_channel': 'string',
            'order_status': 'string required',
            'cancellation_reason': 'string',
            'fulfilment_method': 'string',
            'country_code': 'string',
            'time_zone': 'string',
            'traffic_source': 'string',
            'traffic_medium': 'string',
            'campaign_name': 'string',
            'referrer_host': 'string',
            'currency': 'string required',
            'shipping_amount': 'decimal(20, 3)',
            'tax_amount': 'decimal(20, 3)',
            'tip_amount': 'decimal(20, 3)',
            'ordered_at': 'timestamp required',
            'cancelled_at': 'timestamp',
            'updated_at': 'timestamp',
        },
        accepted={
            'order_status': ['completed', 'pending', 'cancelled', 'failed', 'draft', 'test'],
            'cancellation_reason': ['out_of_stock', 'customer', 'fraud', 'payment', 'other'],
            'fulfilment_method': [
                'delivery', 'click_and_collect', 'reserve_and_collect', 'digital'
            ],
        },
        personal=['email', 'phone'],
    ) }}

),

final as (

    select
        systems.*,
        case
            when systems.breach_reason is not null then systems.breach_reason
            when systems.version_rank > 1 then 'superseded_version'
            when systems.version_number > 1 then 'duplicate_row'
        end as quarantine_reason

    from systems

)

select * from final
