with

reviews as (

    select * from {{ ref('base_reviews__reviews_checked') }} where quarantine_reason is not null

),

final as (

    select
        {{ rejected_row('reviews', 'reviews', ['review_id']) }}
    from reviews

)

select * from final
