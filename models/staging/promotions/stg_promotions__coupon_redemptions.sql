with

checked as (

    select * from {{ ref('base_promotions__coupon_redemptions_checked') }}
    where quarantine_reason is null

),

final as (

    select
        -- ids
        coupon_redemption_id,
        coupon_id,
        campaign_id,
        account_id,
        loyalty_id,
        store_id,
        transaction_reference,

        -- dates
        redemption_date,

        -- timestamps
        updated_at,

        -- origin
        source_system

    from checked

)

select * from final
