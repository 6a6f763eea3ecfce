with

checked as (

    select * from {{ ref('base_enrichment__recommendations_checked') }}
    where quarantine_reason is null

),

final as (

    select
        -- ids
        recommendation_event_id,
        visitor_id,
        session_id,
        account_id,
        product_id,

        -- attributes
        event_type,
        algorithm_name,
        placement_name,

        -- timestamps
        event_at,

        -- origin
        source_system

    from checked

)

select * from final
