with

systems as (

    {{ union_systems(
        domain='deliveries',
        entity='shipments',
        key=['shipment_id'],
        newest='updated_at',
        columns={
            'shipment_id': 'id required',
            'order_id': 'id',
            'store_id': 'string',
            'carrier_name': 'string',
            'shipment_status': 'string',
            'promised_date': 'date',
            'created_at': 'timestamp',
            'shipped_at': 'timestamp',
            'delivered_at': 'timestamp',
            'updated_at': 'timestamp',
        },
        accepted={
            'shipment_status': [
                'created', 'shipped', 'in_transit', 'delivered', 'failed', 'returned'
            ],
        },
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
