with

reviews as (

    select * from {{ ref('base_reviews__reviews_checked') }}

),

final as (

    select
        {{ contract_counts('reviews', 'reviews', 'reviewed_at') }}
    from reviews
    group by source_system

)

select * from final
