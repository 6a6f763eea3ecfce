with

invitations as (

    select * from {{ ref('stg_referrals__invitations') }}

),

redemptions as (

    select * from {{ ref('stg_referrals__redemptions') }}

),

resolved as (

    select * from {{ ref('int_identity__records_resolved') }}

),

orders as (

    select * from {{ ref('int_channels__orders_unioned') }} where transaction_reference is not null

),

orders_referenced as (

    select
        transaction_reference,
        min(order_id) as order_id

    from orders

    group by transaction_reference

    having count(*) = 1

),

-- A code can be used by several friends, and by none.
final as (

    select
        coalesce(
            'redemption:' || redemptions.referral_redemption_id,
            'invitation:' || invitations.invitation_id
        ) as referral_id,
        coalesce(invitations.invitation_id, redemptions.invitation_id) as invitation_id,
        inviters.customer_id as inviting_customer_id,
        friends.customer_id as referred_customer_id,
        orders_referenced.order_id,
        redemptions.referral_redemption_id is not null as is_redeemed,
        invitations.sent_at,
        redemptions.redeemed_at

    from invitations

    full join redemptions
        on invitations.invitation_id = redemptions.invitation_id

    left join resolved as inviters
        on
            invitations.invitation_id = inviters.record_id
            and inviters.record_type = 'referrals.invitations'

    left join resolved as friends
        on
            redemptions.referral_redemption_id = friends.record_id
            and friends.record_type = 'referrals.redemptions'

    left join orders_referenced
        on redemptions.transaction_reference = orders_referenced.transaction_reference

)

select * from final
