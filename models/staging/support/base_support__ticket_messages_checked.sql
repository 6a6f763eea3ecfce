with

tickets as (

    select * from {{ ref('base_support__tickets_checked') }} where quarantine_reason is null

),

systems as (

    {{ union_systems(
        domain='support',
        entity='ticket_messages',
        key=['ticket_message_id'],
        newest='sent_at',
        columns={
            'ticket_message_id': 'id required',
            'ticket_id': 'id required',
            'author_role': 'string required',
            'support_channel': 'string',
            'is_public': 'boolean',
            'sent_at': 'timestamp required',
        },
        accepted={
            'author_role': ['customer', 'agent', 'bot', 'system'],
            'support_channel': [
                'email', 'chat', 'phone', 'web_form', 'social', 'store', 'messaging'
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
            when tickets.ticket_id is null then 'orphan_ticket'
        end as quarantine_reason

    from systems

    left join tickets
        on systems.ticket_id = tickets.ticket_id

)

select * from final
