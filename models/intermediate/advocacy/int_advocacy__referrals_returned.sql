with

referrals as (

    select * from {{ ref('int_advocacy__referrals_resolved') }}

),

-- Whom the friend had himself brought before.
final as (

    select distinct later.referral_id

    from referrals as later

    inner join referrals as earlier
        on
            later.inviting_customer_id = earlier.referred_customer_id
            and later.referred_customer_id = earlier.inviting_customer_id
            and later.referral_id != earlier.referral_id
            and later.redeemed_at >= earlier.redeemed_at

)

select * from final
