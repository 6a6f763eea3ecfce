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

customers as (

    select
        coupon_redemption_id,
        coupon_id,
        campaign_id,
        redemption_date,
        coalesce('loyalty:' || loyalty_id, account_id) as customer_id

    from redemptions

),

-- A redemption names the customer, the coupon and the day, not the line: it is any line of that
-- customer and day with a product of the coupon on which a coupon was booked. Several coupons can
-- fit one line, so a line is counted once per campaign.
final as (

    select distinct
        -- ids
        customers.campaign_id,
        customers.coupon_redemption_id,
        customers.customer_id,
        order_lines.order_line_id,

        -- dates
        customers.redemption_date

    from customers

    left join coupons
        on
            customers.coupon_id = coupons.coupon_id
            and coalesce(customers.campaign_id, '(none)') = coalesce(coupons.campaign_id, '(none)')

    left join order_lines
        on
            customers.customer_id = order_lines.customer_id
            and customers.redemption_date = order_lines.order_date
            and coupons.product_id = order_lines.product_id
            and order_lines.third_party_coupon_amount + order_lines.coupon_discount_amount > 0

)

select * from final
