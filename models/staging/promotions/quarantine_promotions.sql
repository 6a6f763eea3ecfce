with

placements as (

    select * from {{ ref('base_promotions__placements_checked') }} where quarantine_reason is not null

),

coupons as (

    select * from {{ ref('base_promotions__coupons_checked') }} where quarantine_reason is not null

),

coupon_redemptions as (

    select * from {{ ref('base_promotions__coupon_redemptions_checked') }} where quarantine_reason is not null

),

final as (

    select
        'promotions' as domain_name,
        'placements' as entity_name,
        source_system,
        concat_ws('|', store_id, product_id, cast(week_start_date as {{ dbt.type_string() }}), display_location, mailer_location) as row_key,
        quarantine_reason,
        breach_column,
        breach_value
    from placements

    union all

    select
        'promotions' as domain_name,
        'coupons' as entity_name,
        source_system,
        concat_ws('|', coupon_id, campaign_id, product_id) as row_key,
        quarantine_reason,
        breach_column,
        breach_value
    from coupons

    union all

    select
        'promotions' as domain_name,
        'coupon_redemptions' as entity_name,
        source_system,
        coupon_redemption_id as row_key,
        quarantine_reason,
        breach_column,
        breach_value
    from coupon_redemptions

)

select * from final
