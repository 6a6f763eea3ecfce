with

invitations as (

    select * from {{ ref('base_referrals__invitations_checked') }} where quarantine_reason is not null

),

redemptions as (

    select * from {{ ref('base_referrals__redemptions_checked') }} where quarantine_reason is not null

),

final as (

    select
        'referrals' as domain_name,
        'invitations' as entity_name,
        source_system,
        invitation_id as row_key,
        quarantine_reason,
        breach_column,
        breach_value
    from invitations

    union all

    select
        'referrals' as domain_name,
        'redemptions' as entity_name,
        source_system,
        referral_redemption_id as row_key,
        quarantine_reason,
        breach_column,
        breach_value
    from redemptions

)

select * from final
