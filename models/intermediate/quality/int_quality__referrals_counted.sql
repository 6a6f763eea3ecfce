with

invitations as (

    select * from {{ ref('base_referrals__invitations_checked') }}

),

redemptions as (

    select * from {{ ref('base_referrals__redemptions_checked') }}

),

final as (

    select
        'referrals' as domain_name,
        'invitations' as entity_name,
        source_system,
        count(*) as rows_in,
        count(case when quarantine_reason is null then 1 end) as rows_out,
        count(quarantine_reason) as rows_quarantined,
        cast(max(case when quarantine_reason is null then sent_at end) as timestamp) as freshest_at
    from invitations
    group by source_system

    union all

    select
        'referrals' as domain_name,
        'redemptions' as entity_name,
        source_system,
        count(*) as rows_in,
        count(case when quarantine_reason is null then 1 end) as rows_out,
        count(quarantine_reason) as rows_quarantined,
        cast(max(case when quarantine_reason is null then redeemed_at end) as timestamp) as freshest_at
    from redemptions
    group by source_system

)

select * from final
