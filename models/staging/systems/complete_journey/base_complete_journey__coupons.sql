with

messages as (

    select * from {{ ref('base_complete_journey__messages') }}

),

coupons as (

    {{ read_raw('complete_journey', 'coupons', {
        'coupon_upc': 'bigint required',
        'product_id': 'bigint required',
        'campaign_id': 'bigint required',
    }, optional=true) }}

),

final as (

    select
        -- ids
        coupons.coupon_upc as coupon_id,
        coupons.campaign_id,
        coupons.product_id,

        -- dates
        messages.start_date as valid_from_date,
        messages.end_date as valid_to_date

    from coupons

    left join messages
        on coupons.campaign_id = messages.campaign_id

)

select * from final
