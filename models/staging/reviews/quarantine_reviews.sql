with

reviews as (

    select * from {{ ref('base_reviews__reviews_checked') }} where quarantine_reason is not null

),

final as (

    select
        'reviews' as domain_name,
        'reviews' as entity_name,
        source_system,
        review_id as row_key,
        quarantine_reason,
        breach_column,
        breach_value
    from reviews

)

select * from final
