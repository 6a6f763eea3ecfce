with

invitations as (

    select * from {{ ref('base_referrals__invitations_checked') }}

),

redemptions as (

    select * from {{ ref('base_referrals__redemptions_checked') }}

),

final as (

    select
        {{ contract_counts('referrals', 'invitations', 'sent_at') }}
    from invitations
    group by source_system

    union all

    select
        {{ contract_counts('referrals', 'redemptions', 'redeemed_at') }}
    from redemptions
    group by source_system

)

select * from final
