with

systems as (

    {{ union_systems(
        domain='referrals',
        entity='invitations',
        key=['invitation_id'],
        newest='updated_at',
        columns={
            'invitation_id': 'id required',
            'account_id': 'id',
            'invitation_code': 'string',
            'email': 'string',
            'invitee_email': 'string',
            'invitation_channel': 'string',
            'sent_at': 'timestamp required',
            'updated_at': 'timestamp',
        },
        personal=['email', 'invitee_email'],
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
