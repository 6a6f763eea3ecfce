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
        {{ contract_counts('promotions', 'placements', 'week_start_date') }}
    from placements
    group by source_system

    union all

    select
        {{ contract_counts('promotions', 'coupons', 'valid_to_date') }}
    from coupons
    group by source_system

    union all

    select
        {{ contract_counts('promotions', 'coupon_redemptions', 'redemption_date') }}
    from coupon_redemptions
    group by source_system

)

select * from final
