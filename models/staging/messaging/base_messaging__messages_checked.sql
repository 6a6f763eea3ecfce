with

systems as (

    {{ union_systems(
        domain='messaging',
        entity='messages',
        key=['message_id'],
        newest='updated_at',
        columns={
            'message_id': 'id required',
            'campaign_id': 'id',
            'campaign_name': 'string',
            'campaign_type': 'string',
            'message_channel': 'string required',
            'subject_line': 'string',
            'start_date': 'date',
            'end_date': 'date',
            'sent_at': 'timestamp',
            'updated_at': 'timestamp',
        },
        accepted={
            'message_channel': ['email', 'sms', 'push', 'direct_mail', 'in_app'],
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
