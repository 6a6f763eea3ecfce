with

redemptions as (

    select * from {{ ref('stg_promotions__coupon_redemptions') }}

),

coupons as (

    select * from {{ ref('stg_promotions__coupons') }}

),

order_lines as (

    select * from {{ ref('int_channels__ledger_lines_unioned') }} where line_type = 'sale'

),

customer_records as (

    select * from {{ ref('int_identity__records_resolved') }}
    where record_type = 'promotions.coupon_redemptions'

),

-- With a card that a household shares, any of them may have bought what another redeemed.
redeemers as (

    select
        redemptions.coupon_redemption_id,
        redemptions.coupon_id,
        redemptions.campaign_id,
        redemptions.redemption_date,
        coalesce(customer_records.household_id, customer_records.customer_id) as redeemer_id

    from redemptions

    left join customer_records
        on redemptions.coupon_redemption_id = customer_records.record_id

),

-- A redemption names the customer, the coupon and the day, not the line: it is any line of that
-- customer and day with a product of the coupon on which a coupon was booked. Several coupons can
-- fit one line, so a line is counted once per campaign.
final as (

    select distinct
        -- ids
        redeemers.campaign_id,
        redeemers.coupon_redemption_id,
        redeemers.redeemer_id,
        order_lines.order_line_id,

        -- dates
        redeemers.redemption_date

    from redeemers

    left join coupons
        on
            redeemers.coupon_id = coupons.coupon_id
            and coalesce(redeemers.campaign_id, '(none)') = coalesce(coupons.campaign_id, '(none)')

    left join order_lines
        on
            redeemers.redeemer_id
            = coalesce(order_lines.household_id, order_lines.customer_id)
            and redeemers.redemption_date = order_lines.order_date
            and coupons.product_id = order_lines.product_id
            and order_lines.third_party_coupon_amount + order_lines.coupon_discount_amount > 0

)

select * from final
