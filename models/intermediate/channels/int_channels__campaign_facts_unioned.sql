with

messages as (

    select * from {{ ref('stg_messaging__messages') }}

),

message_events as (

    select * from {{ ref('int_identity__message_events_resolved') }} where event_type = 'sent'

),

coupon_uses as (

    select * from {{ ref('int_channels__coupon_uses_matched') }}

),

coupons as (

    select * from {{ ref('stg_promotions__coupons') }}

),

-- A newsletter without a coupon has no response that could be measured here.
campaigns_with_coupons as (

    select campaign_id from coupons
    union distinct
    select campaign_id from coupon_uses

),

campaigns as (

    select
        campaign_id,
        min(campaign_type) as campaign_type

    from messages

    group by campaign_id

),

-- A campaign may be sent in several messages; it targets a customer once.
facts as (

    select distinct
        messages.campaign_id,
        coalesce(message_events.household_id, message_events.customer_id) as targeted_id,
        cast(null as {{ dbt.type_string() }}) as redeemer_id,
        cast(null as {{ dbt.type_string() }}) as coupon_redemption_id,
        cast(null as {{ dbt.type_string() }}) as order_line_id

    from message_events

    inner join messages
        on message_events.message_id = messages.message_id

    inner join campaigns_with_coupons
        on messages.campaign_id = campaigns_with_coupons.campaign_id

    union all

    select
        campaign_id,
        cast(null as {{ dbt.type_string() }}) as targeted_id,
        redeemer_id,
        coupon_redemption_id,
        order_line_id

    from coupon_uses

),

final as (

    select
        coalesce(facts.campaign_id, '(none)') as campaign_id,
        coalesce(campaigns.campaign_type, '(none)') as campaign_type,
        facts.targeted_id,
        facts.redeemer_id,
        facts.coupon_redemption_id,
        facts.order_line_id

    from facts

    left join campaigns
        on facts.campaign_id = campaigns.campaign_id

)

select * from final
