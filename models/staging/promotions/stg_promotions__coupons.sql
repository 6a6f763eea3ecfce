with

checked as (

    select * from {{ ref('base_promotions__coupons_checked') }} where quarantine_reason is null

),

final as (

    select
        -- ids
        coupon_id,
        campaign_id,
        product_id,

        -- dates
        valid_from_date,
        valid_to_date,

        -- origin
        source_system

    from checked

)

select * from final
