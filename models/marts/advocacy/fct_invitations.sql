with

referrals as (

    select * from {{ ref('fct_referrals') }}

),

purchases as (

    select * from {{ ref('bridge_voice_orders') }}

),

-- Several friends can redeem one code: the invitation counts once, what they bought each time.
invitations as (

    select
        invitation_id,
        max(inviting_customer_id) as inviting_customer_id,
        max(case when is_redeemed then 1 else 0 end) as redeemed,
        sum(case when is_counted then 1 else 0 end) as counted_referrals,
        sum(case
            when referral_state in ('self_referral', 'loop', 'after_first_order') then 1
            else 0
        end) as excluded_referrals,
        sum(case when referral_state in ('unidentified', 'no_order') then 1 else 0 end)
            as unknown_referrals,
        sum(case when is_counted and not is_first_year_complete then 1 else 0 end)
            as unfinished_referrals,
        sum(referred_revenue_reporting) as referred_revenue,
        min(coalesce(sent_at, redeemed_at)) as sent_at

    from referrals

    group by invitation_id

),

final as (

    select
        -- ids
        invitations.invitation_id,
        invitations.inviting_customer_id,
        purchases.order_id,
        coalesce(purchases.purchase_channel_id, '(none)') as purchase_channel_id,
        coalesce(purchases.purchase_store_id, '(none)') as purchase_store_id,

        -- attributes
        coalesce(purchases.journey_type, '(none)') as journey_type,

        -- measures
        cast(invitations.counted_referrals as bigint) as counted_referrals,
        cast(invitations.excluded_referrals as bigint) as excluded_referrals,
        cast(invitations.unknown_referrals as bigint) as unknown_referrals,
        cast(invitations.unfinished_referrals as bigint) as unfinished_referrals,
        {{ to_money('coalesce(invitations.referred_revenue, 0)') }} as referred_revenue_reporting,

        -- flags
        invitations.inviting_customer_id is not null as is_identified,
        invitations.redeemed = 1 as is_redeemed,

        -- dates
        {{ local_date('invitations.sent_at', "'" ~ var('default_time_zone') ~ "'") }}
            as invitation_date

    from invitations

    left join purchases
        on 'referrals.invitations:' || invitations.invitation_id = purchases.voice_id

)

select * from final
