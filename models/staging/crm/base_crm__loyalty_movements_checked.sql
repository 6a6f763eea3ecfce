with

systems as (

    {{ union_systems(
        domain='crm',
        entity='loyalty_movements',
        key=['loyalty_movement_id'],
        newest='updated_at',
        columns={
            'loyalty_movement_id': 'id required',
            'loyalty_id': 'string required',
            'transaction_reference': 'string',
            'store_id': 'string',
            'movement_type': 'string required',
            'points': 'decimal(18, 3) required',
            'updated_at': 'timestamp',
        },
        accepted={
            'movement_type': ['earn', 'redeem', 'expire', 'bonus', 'adjust'],
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
