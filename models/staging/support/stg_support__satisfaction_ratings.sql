with

checked as (

    select * from {{ ref('base_support__satisfaction_ratings_checked') }}
    where quarantine_reason is null

),

final as (

    select
        -- ids
        satisfaction_rating_id,
        ticket_id,
        account_id,

        -- attributes
        rating_label,

        -- measures
        rating,

        -- timestamps
        rated_at,
        updated_at,

        -- origin
        source_system

    from checked

)

select * from final
