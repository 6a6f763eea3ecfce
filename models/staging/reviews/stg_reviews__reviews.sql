with

checked as (

    select * from {{ ref('base_reviews__reviews_checked') }} where quarantine_reason is null

),

final as (

    select
        -- ids
        review_id,
        account_id,
        product_id,
        store_id,
        transaction_reference,

        -- attributes
        email,
        review_site,
        review_title,
        review_text,
        review_status,
        language_code,

        -- measures
        rating,

        -- flags
        is_verified,

        -- timestamps
        reviewed_at,
        replied_at,
        updated_at,

        -- origin
        source_system

    from checked

)

select * from final
