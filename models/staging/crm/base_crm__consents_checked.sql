with

systems as (

    {{ union_systems(
        domain='crm',
        entity='consents',
        key=['consent_id'],
        newest='updated_at',
        columns={
            'consent_id': 'id required',
            'account_id': 'id',
            'loyalty_id': 'string',
            'visitor_id': 'id',
            'email': 'string',
            'phone': 'string',
            'purpose': 'string required',
            'consent_channel': 'string',
            'consent_status': 'string required',
            'recorded_at': 'timestamp required',
            'updated_at': 'timestamp',
        },
        accepted={
            'purpose': ['analytics', 'marketing', 'personalisation', 'profiling'],
            'consent_channel': ['all', 'email', 'sms', 'push', 'post', 'phone', 'web'],
            'consent_status': ['granted', 'denied', 'withdrawn'],
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
