with

reviews as (

    select * from {{ ref('fct_reviews') }} where not is_hidden

),

orders as (

    select * from {{ ref('fct_orders') }} where order_type = 'sale'

),

journeys as (

    select * from {{ ref('fct_journeys') }} where order_id is not null

),

levels as (

    {{ advocacy_levels() }}

),

facts as (

    select
        purchase_channel_id,
        purchase_store_id,
        journey_type,
        1 as reviews,
        case when is_identified then 1 else 0 end as identified_reviews,
        case when is_verified_buyer then 1 else 0 end as verified_reviews,
        rating,
        case when is_positive then 1 else 0 end as positive_reviews,
        case when is_replied then 1 else 0 end as replied_reviews,
        reply_hours,
        0 as orders,
        review_date as fact_date
    from reviews

    union all

    select
        orders.channel_id as purchase_channel_id,
        orders.store_id as purchase_store_id,
        {{ journey_kind('journeys.is_cross_channel') }} as journey_type,
        0 as reviews,
        0 as identified_reviews,
        0 as verified_reviews,
        null as rating,
        0 as positive_reviews,
        0 as replied_reviews,
        null as reply_hours,
        1 as orders,
        orders.order_date as fact_date
    from orders
    left join journeys
        on orders.order_id = journeys.order_id

),

facts_by_level as (

    select
        levels.advocacy_level,
        {{ advocacy_group() }} as advocacy_group,
        facts.*

    from facts

    inner join levels
        on levels.advocacy_level is not null

),

summed as (

    select
        advocacy_level,
        advocacy_group,
        cast({{ dbt.date_trunc('month', 'fact_date') }} as date) as business_month,
        sum(reviews) as reviews,
        sum(identified_reviews) as identified_reviews,
        sum(verified_reviews) as verified_reviews,
        sum(rating) as rating_points,
        sum(positive_reviews) as positive_reviews,
        sum(replied_reviews) as replied_reviews,
        percentile_cont(0.5) within group (order by reply_hours) as reply_hours_median,
        sum(orders) as orders

    from facts_by_level

    group by advocacy_level, advocacy_group, {{ dbt.date_trunc('month', 'fact_date') }}

),

final as (

    select
        -- attributes
        advocacy_level,
        advocacy_group,

        -- measures
        cast(orders as bigint) as orders,
        cast(reviews as bigint) as reviews,
        {{ safe_divide('reviews', 'orders') }} as review_rate,
        cast(identified_reviews as bigint) as identified_reviews,
        {{ safe_divide('identified_reviews', 'reviews') }} as identified_review_share,
        cast(verified_reviews as bigint) as verified_reviews,
        cast(rating_points as decimal(38, 3)) as rating_points,
        {{ safe_divide('rating_points', 'reviews') }} as average_rating,
        cast(positive_reviews as bigint) as positive_reviews,
        {{ safe_divide('positive_reviews', 'reviews') }} as positive_review_share,
        cast(replied_reviews as bigint) as replied_reviews,
        {{ safe_divide('replied_reviews', 'reviews') }} as review_reply_rate,
        cast(reply_hours_median as double) as reply_hours_median,

        -- dates
        business_month

    from summed

)

select * from final
