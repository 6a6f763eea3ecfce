with

placements as (

    select * from {{ ref('base_promotions__placements_checked') }}
    where quarantine_reason is not null

),

coupons as (

    select * from {{ ref('base_promotions__coupons_checked') }} where quarantine_reason is not null

),

coupon_redemptions as (

    select * from {{ ref('base_promotions__coupon_redemptions_checked') }}
    where quarantine_reason is not null

),

final as (

    select
        {{ rejected_row(
            'promotions',
            'placements',
            ['store_id', 'product_id', 'week_start_date', 'display_location', 'mailer_location']
        ) }}
    from placements

    union all

    select
        {{ rejected_row('promotions', 'coupons', ['coupon_id', 'campaign_id', 'product_id']) }}
    from coupons

    union all

    select
        {{ rejected_row('promotions', 'coupon_redemptions', ['coupon_redemption_id']) }}
    from coupon_redemptions

)

select * from final
