with

checked as (

    select * from {{ ref('base_referrals__redemptions_checked') }} where quarantine_reason is null

),

final as (

    select
        -- ids
        referral_redemption_id,
        invitation_id,
        invitation_code,
        account_id,
        transaction_reference,

        -- attributes
        email,
        currency,

        -- measures
        reward_amount,

        -- timestamps
        redeemed_at,
        updated_at,

        -- origin
        source_system

    from checked

)

select * from final
