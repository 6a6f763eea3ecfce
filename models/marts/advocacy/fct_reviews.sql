with

reviews as (

    select * from {{ ref('int_advocacy__reviews_resolved') }}

),

purchases as (

    select * from {{ ref('bridge_voice_orders') }}

),

final as (

    select
        -- ids
        reviews.review_id,
        reviews.customer_id,
        purchases.order_id,
        reviews.product_id,
        coalesce(reviews.store_id, 'no_store') as store_id,
        coalesce(purchases.purchase_channel_id, '(none)') as purchase_channel_id,
        coalesce(purchases.purchase_store_id, '(none)') as purchase_store_id,

        -- attributes
        reviews.review_site,
        coalesce(purchases.journey_type, '(none)') as journey_type,

        -- measures
        cast(reviews.rating as decimal(18, 6)) as rating,
        case
            when reviews.replied_at >= reviews.reviewed_at
                then
                    (
                        {{ epoch_seconds('reviews.replied_at') }}
                        - {{ epoch_seconds('reviews.reviewed_at') }}
                    ) / cast(3600 as double)
        end as reply_hours,

        -- flags
        reviews.customer_id is not null as is_identified,
        coalesce(purchases.is_order_named, false) as is_order_named,
        reviews.is_verified as is_verified_buyer,
        reviews.rating >= 4 as is_positive,
        reviews.replied_at is not null as is_replied,
        reviews.is_hidden,

        -- dates
        {{ local_date('reviews.reviewed_at', "'" ~ var('default_time_zone') ~ "'") }}
            as review_date,

        -- timestamps
        reviews.reviewed_at,
        reviews.replied_at

    from reviews

    left join purchases
        on 'reviews.reviews:' || reviews.review_id = purchases.voice_id

)

select * from final
