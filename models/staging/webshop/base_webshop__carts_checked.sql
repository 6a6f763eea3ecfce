with

systems as (

    {{ union_systems(
        domain='webshop',
        entity='carts',
        key=['cart_id'],
        newest='updated_at',
        columns={
            'cart_id': 'id required',
            'order_id': 'id',
            'account_id': 'id',
            'visitor_id': 'id',
            'email': 'string',
            'sales_channel': 'string',
            'currency': 'string',
            'cart_amount': 'decimal(20, 3)',
            'item_count': 'bigint',
            'created_at': 'timestamp required',
            'completed_at': 'timestamp',
            'updated_at': 'timestamp',
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
