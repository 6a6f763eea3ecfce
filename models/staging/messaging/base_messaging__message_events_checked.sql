with

messages as (

    select * from {{ ref('base_messaging__messages_checked') }} where quarantine_reason is null

),

systems as (

    {{ union_systems(
        domain='messaging',
        entity='message_events',
        key=['message_event_id'],
        newest='event_at',
        columns={
            'message_event_id': 'id required',
            'message_id': 'id required',
            'recipient_id': 'id',
            'loyalty_id': 'string',
            'email': 'string',
            'phone': 'string',
            'event_type': 'string required',
            'is_machine_open': 'boolean',
            'event_at': 'timestamp required',
        },
        accepted={
            'event_type': [
                'sent', 'delivered', 'opened', 'clicked', 'bounced', 'unsubscribed', 'complained'
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
            when messages.message_id is null then 'orphan_message'
        end as quarantine_reason

    from systems

    left join messages
        on systems.message_id = messages.message_id

)

select * from final
