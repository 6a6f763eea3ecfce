with

systems as (

    {{ union_systems(
        domain='pos',
        entity='receipts',
        key=['receipt_id'],
        newest='updated_at',
        columns={
            'receipt_id': 'id required',
            'store_id': 'string required',
            'register_id': 'string',
            'staff_id': 'string',
            'account_id': 'id',
            'loyalty_id': 'string',
            'payment_card_fingerprint': 'string',
            'transaction_reference': 'string',
            'email': 'string',
            'phone': 'string',
            'receipt_status': 'string required',
            'currency': 'string required',
            'tax_amount': 'decimal(20, 3)',
            'tip_amount': 'decimal(20, 3)',
            'sold_at': 'timestamp required',
            'updated_at': 'timestamp',
        },
        accepted={
            'receipt_status': ['completed', 'pending', 'voided', 'failed', 'training', 'test'],
        },
        personal=['payment_card_fingerprint', 'email', 'phone'],
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
