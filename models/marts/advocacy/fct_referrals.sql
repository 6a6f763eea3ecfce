with

referrals as (

    select * from {{ ref('int_advocacy__referrals_resolved') }}

),

returned as (

    select * from {{ ref('int_advocacy__referrals_returned') }}

),

orders as (

    select * from {{ ref('fct_orders') }} where customer_id is not null

),

orders_numbered as (

    select
        customer_id,
        order_id,
        ordered_at,
        row_number() over (partition by customer_id order by ordered_at, order_id) as order_number,
        {{ add_hours('ordered_at', 8760) }} <= max(ordered_at) over () as is_year_over

    from orders

    where order_type = 'sale'

),

first_orders as (

    select * from orders_numbered where order_number = 1

),

first_year as (

    select
        first_orders.customer_id,
        sum(orders.net_revenue_reporting) as first_year_revenue

    from first_orders

    inner join orders
        on
            first_orders.customer_id = orders.customer_id
            and first_orders.ordered_at <= orders.ordered_at
            and {{ add_hours('first_orders.ordered_at', 8760) }} > orders.ordered_at

    group by first_orders.customer_id

),

referrals_claimed as (

    select
        referrals.*,
        first_orders.is_year_over,
        case
            when not referrals.is_redeemed then 'open'
            when referrals.inviting_customer_id is null or referrals.referred_customer_id is null
                then 'unidentified'
            when referrals.inviting_customer_id = referrals.referred_customer_id
                then 'self_referral'
            when returned.referral_id is not null then 'loop'
            when first_orders.order_id is null then 'no_order'
            when
                first_orders.order_id != coalesce(referrals.order_id, '')
                and first_orders.ordered_at < coalesce(
                    case when referrals.order_id is null then referrals.sent_at end,
                    referrals.redeemed_at
                )
                then 'after_first_order'
            else 'counted'
        end as referral_claim

    from referrals

    left join first_orders
        on referrals.referred_customer_id = first_orders.customer_id

    left join returned
        on referrals.referral_id = returned.referral_id

),

-- Whom several friends brought with one order was brought by the first of them.
referrals_judged as (

    select
        *,
        case
            when
                referral_claim = 'counted'
                and row_number() over (
                    partition by referred_customer_id, referral_claim
                    order by redeemed_at, referral_id
                ) > 1
                then 'after_first_order'
            else referral_claim
        end as referral_state

    from referrals_claimed

),

final as (

    select
        -- ids
        referrals_judged.referral_id,
        referrals_judged.invitation_id,
        referrals_judged.inviting_customer_id,
        referrals_judged.referred_customer_id,

        -- attributes
        referrals_judged.referral_state,

        -- measures
        case
            when referrals_judged.referral_state = 'counted'
                then {{ to_money('first_year.first_year_revenue') }}
        end as referred_revenue_reporting,

        -- flags
        referrals_judged.is_redeemed,
        referrals_judged.referral_state = 'counted' as is_counted,
        case
            when referrals_judged.referral_state = 'counted'
                then referrals_judged.is_year_over
        end as is_first_year_complete,

        -- timestamps
        referrals_judged.sent_at,
        referrals_judged.redeemed_at

    from referrals_judged

    left join first_year
        on referrals_judged.referred_customer_id = first_year.customer_id

)

select * from final
