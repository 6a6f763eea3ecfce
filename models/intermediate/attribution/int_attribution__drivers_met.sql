with

journeys as (

    select * from {{ ref('int_attribution__journeys_closed') }}

),

steps as (

    select * from {{ ref('int_journey__steps_numbered') }} where touch_purpose = 'research'

),

touch_products as (

    select * from {{ ref('int_journey__touch_products') }} where product_views > 0

),

messages as (

    select * from {{ ref('stg_messaging__messages') }}

),

coupons as (

    select * from {{ ref('stg_promotions__coupons') }}

),

coupon_campaigns as (

    select distinct
        coupons.coupon_id,
        {{ campaign_key('messages.campaign_name') }} as campaign_key

    from coupons

    inner join messages
        on coupons.campaign_id = messages.campaign_id

),

drivers_unioned as (

    select
        journey_id,
        'channel' as driver_type,
        channel_id as driver_id
    from steps

    union all

    select
        journey_id,
        'campaign' as driver_type,
        campaign_key as driver_id
    from steps
    where campaign_key is not null

    union all

    select
        steps.journey_id,
        'promotion' as driver_type,
        coupon_campaigns.coupon_id as driver_id
    from steps
    inner join coupon_campaigns
        on steps.campaign_key = coupon_campaigns.campaign_key

    union all

    select
        steps.journey_id,
        'product_view' as driver_type,
        touch_products.category_name as driver_id
    from steps
    inner join touch_products
        on steps.touchpoint_id = touch_products.touchpoint_id
    where touch_products.category_name is not null

),

final as (

    select distinct
        drivers_unioned.journey_id,
        drivers_unioned.driver_type,
        drivers_unioned.driver_id,
        journeys.touches_stratum,
        journeys.is_converted

    from drivers_unioned

    inner join journeys
        on drivers_unioned.journey_id = journeys.journey_id

)

select * from final
