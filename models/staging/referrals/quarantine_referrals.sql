with

invitations as (

    select * from {{ ref('base_referrals__invitations_checked') }}
    where quarantine_reason is not null

),

redemptions as (

    select * from {{ ref('base_referrals__redemptions_checked') }}
    where quarantine_reason is not null

),

final as (

    select
        {{ rejected_row('referrals', 'invitations', ['invitation_id']) }}
    from invitations

    union all

    select
        {{ rejected_row('referrals', 'redemptions', ['referral_redemption_id']) }}
    from redemptions

)

select * from final
