with

voices as (

    select * from {{ ref('int_advocacy__voices_dated') }}

),

reviews as (

    select * from {{ ref('int_advocacy__reviews_resolved') }} where order_id is not null

),

orders as (

    select * from {{ ref('fct_orders') }} where order_type = 'sale'

),

journeys as (

    select * from {{ ref('fct_journeys') }} where order_id is not null

),

-- A review can name its order. Asked about the shop, people speak of the last time they bought
-- there.
orders_met as (

    select
        'reviews.reviews:' || reviews.review_id as voice_id,
        orders.order_id,
        orders.channel_id,
        orders.store_id,
        orders.ordered_at,
        1 as is_named
    from reviews
    inner join orders
        on reviews.order_id = orders.order_id

    union all

    select
        voices.voice_id,
        orders.order_id,
        orders.channel_id,
        orders.store_id,
        orders.ordered_at,
        0 as is_named
    from voices
    inner join orders
        on
            voices.customer_id = orders.customer_id
            and voices.spoken_at >= orders.ordered_at

),

orders_ranked as (

    select
        *,
        row_number() over (
            partition by voice_id
            order by is_named desc, ordered_at desc, order_id desc
        ) as order_rank

    from orders_met

),

final as (

    select
        -- ids
        orders_ranked.voice_id,
        orders_ranked.order_id,
        orders_ranked.channel_id as purchase_channel_id,
        orders_ranked.store_id as purchase_store_id,

        -- attributes
        {{ journey_kind('journeys.is_cross_channel') }} as journey_type,

        -- flags
        orders_ranked.is_named = 1 as is_order_named

    from orders_ranked

    left join journeys
        on orders_ranked.order_id = journeys.order_id

    where orders_ranked.order_rank = 1

)

select * from final
