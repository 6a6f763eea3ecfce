with

systems as (

    {{ union_systems(
        domain='referrals',
        entity='redemptions',
        key=['referral_redemption_id'],
        newest='updated_at',
        columns={
            'referral_redemption_id': 'id required',
            'invitation_id': 'id',
            'invitation_code': 'string',
            'account_id': 'id',
            'transaction_reference': 'string',
            'email': 'string',
            'currency': 'string',
            'reward_amount': 'decimal(20, 3)',
            'redeemed_at': 'timestamp required',
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
