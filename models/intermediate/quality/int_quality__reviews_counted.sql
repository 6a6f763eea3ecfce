with

reviews as (

    select * from {{ ref('base_reviews__reviews_checked') }}

),

final as (

    select
        'reviews' as domain_name,
        'reviews' as entity_name,
        source_system,
        count(*) as rows_in,
        count(case when quarantine_reason is null then 1 end) as rows_out,
        count(quarantine_reason) as rows_quarantined,
        cast(max(case when quarantine_reason is null then reviewed_at end) as timestamp) as freshest_at
    from reviews
    group by source_system

)

select * from final
