with

systems as (

    {{ union_systems(
        domain='support',
        entity='tickets',
        key=['ticket_id'],
        newest='updated_at',
        columns={
            'ticket_id': 'id required',
            'account_id': 'id',
            'loyalty_id': 'string',
            'transaction_reference': 'string',
            'product_id': 'string',
            'store_id': 'string',
            'email': 'string',
            'phone': 'string',
            'support_channel': 'string required',
            'topic': 'string',
            'priority': 'string',
            'ticket_status': 'string',
            'reopen_count': 'bigint',
            'created_at': 'timestamp required',
            'first_replied_at': 'timestamp',
            'solved_at': 'timestamp',
            'updated_at': 'timestamp',
        },
        accepted={
            'support_channel': [
                'email', 'chat', 'phone', 'web_form', 'social', 'store', 'messaging'
            ],
            'priority': ['low', 'normal', 'high', 'urgent'],
            'ticket_status': ['new', 'open', 'pending', 'on_hold', 'solved', 'closed'],
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
