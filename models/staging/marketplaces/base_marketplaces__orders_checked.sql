with

systems as (

    {{ union_systems(
        domain='marketplaces',
        entity='orders',
        key=['order_id'],
        newest='updated_at',
        columns={
            'order_id': 'id required',
            'account_id': 'id',
            'transaction_reference': 'string',
            'email': 'string',
            'marketplace_name': 'string required',
            'order_status': 'string required',
            'fulfilled_by': 'string',
            'country_code': 'string',
            'time_zone': 'string',
            'currency': 'string required',
            'shipping_amount': 'decimal(20, 3)',
            'tax_amount': 'decimal(20, 3)',
            'ordered_at': 'timestamp required',
            'updated_at': 'timestamp',
        },
        accepted={
            'order_status': ['completed', 'pending', 'cancelled', 'failed', 'draft', 'test'],
            'fulfilled_by': ['retailer', 'marketplace'],
        },
        personal=['email'],
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
