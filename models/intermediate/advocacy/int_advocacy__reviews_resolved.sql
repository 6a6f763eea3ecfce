with

reviews as (

    select * from {{ ref('stg_reviews__reviews') }}

),

resolved as (

    select * from {{ ref('int_identity__records_resolved') }} where record_type = 'reviews.reviews'

),

orders as (

    select * from {{ ref('int_channels__orders_unioned') }} where transaction_reference is not null

),

-- A reference that two systems gave to different orders names none of them.
orders_referenced as (

    select
        transaction_reference,
        min(order_id) as order_id

    from orders

    group by transaction_reference

    having count(*) = 1

),

final as (

    select
        -- ids
        reviews.review_id,
        resolved.customer_id,
        orders_referenced.order_id,
        reviews.product_id,
        reviews.store_id,

        -- attributes
        reviews.review_site,

        -- measures
        reviews.rating,

        -- flags
        coalesce(reviews.is_verified, false) as is_verified,
        coalesce(reviews.review_status = 'hidden', false) as is_hidden,

        -- timestamps
        reviews.reviewed_at,
        reviews.replied_at

    from reviews

    left join resolved
        on reviews.review_id = resolved.record_id

    left join orders_referenced
        on reviews.transaction_reference = orders_referenced.transaction_reference

)

select * from final
