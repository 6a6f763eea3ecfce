with

placements as (

    select * from {{ ref('base_promotions__placements_checked') }}

),

coupons as (

    select * from {{ ref('base_promotions__coupons_checked') }}

),

coupon_redemptions as (

    select * from {{ ref('base_promotions__coupon_redemptions_checked') }}

),

final as (

    select
        'promotions' as domain_name,
        'placements' as entity_name,
        source_system,
        count(*) as rows_in,
        count(case when quarantine_reason is null then 1 end) as rows_out,
        count(quarantine_reason) as rows_quarantined,
        cast(max(case when quarantine_reason is null then week_start_date end) as timestamp) as freshest_at
    from placements
    group by source_system

    union all

    select
        'promotions' as domain_name,
        'coupons' as entity_name,
        source_system,
        count(*) as rows_in,
        count(case when quarantine_reason is null then 1 end) as rows_out,
        count(quarantine_reason) as rows_quarantined,
        cast(max(case when quarantine_reason is null then valid_to_date end) as timestamp) as freshest_at
    from coupons
    group by source_system

    union all

    select
        'promotions' as domain_name,
        'coupon_redemptions' as entity_name,
        source_system,
        count(*) as rows_in,
        count(case when quarantine_reason is null then 1 end) as rows_out,
        count(quarantine_reason) as rows_quarantined,
        cast(max(case when quarantine_reason is null then redemption_date end) as timestamp) as freshest_at
    from coupon_redemptions
    group by source_system

)

select * from final
