with

orders as (

    select * from {{ ref('fct_orders') }} where order_type = 'sale' and customer_id is not null

),

voices as (

    select * from {{ ref('int_advocacy__voices_dated') }}

),

orders_numbered as (

    select
        channel_id,
        store_id,
        order_date,
        row_number() over (partition by customer_id order by ordered_at, order_id) as order_number

    from orders

),

facts as (

    select
        channel_id,
        store_id,
        'order' as fact,
        order_number,
        cast(null as decimal(18, 6)) as score,
        false as is_redeemed,
        order_date as business_date
    from orders_numbered

    union all

    select
        channel_id,
        store_id,
        channel_id as fact,
        null as order_number,
        score,
        is_redeemed,
        business_date
    from voices
    where channel_id != 'survey' or is_latest_of_month

),

summed as (

    select
        channel_id,
        store_id,
        business_date,
        sum(case when order_number = 1 then 1 else 0 end) as first_orders,
        sum(case when order_number > 1 then 1 else 0 end) as repeat_orders,
        sum(case when fact = 'survey' then 1 else 0 end) as nps_answers,
        sum(case when fact = 'survey' and score >= 9 then 1 else 0 end) as promoters,
        sum(case when fact = 'survey' and score <= 6 then 1 else 0 end) as detractors,
        sum(case when fact = 'review' then 1 else 0 end) as reviews,
        sum(case when fact = 'review' then score end) as rating_points,
        sum(case when fact = 'review' and score >= 4 then 1 else 0 end) as positive_reviews,
        sum(case when fact = 'referral' then 1 else 0 end) as invitations,
        sum(case when fact = 'referral' and is_redeemed then 1 else 0 end) as redeemed_invitations

    from facts

    group by channel_id, store_id, business_date

),

final as (

    select
        -- ids
        channel_id,
        store_id,

        -- measures
        cast(first_orders as bigint) as first_orders,
        cast(repeat_orders as bigint) as repeat_orders,
        cast(first_orders + repeat_orders as bigint) as known_orders,
        {{ safe_divide('repeat_orders', 'first_orders + repeat_orders') }} as repeat_order_share,
        cast(nps_answers as bigint) as nps_answers,
        cast(promoters as bigint) as promoters,
        cast(nps_answers - promoters - detractors as bigint) as passives,
        cast(detractors as bigint) as detractors,
        cast(promoters - detractors as bigint) as net_promoters,
        {{ safe_divide('100 * (promoters - detractors)', 'nps_answers') }} as nps,
        cast(reviews as bigint) as reviews,
        {{ to_money('rating_points') }} as rating_points,
        {{ safe_divide('rating_points', 'reviews') }} as average_rating,
        cast(positive_reviews as bigint) as positive_reviews,
        {{ safe_divide('positive_reviews', 'reviews') }} as positive_review_share,
        cast(invitations as bigint) as invitations,
        cast(redeemed_invitations as bigint) as redeemed_invitations,
        {{ safe_divide('redeemed_invitations', 'invitations') }} as referral_conversion_rate,

        -- dates
        business_date

    from summed

)

select * from final
