with

responses as (

    select * from {{ ref('base_surveys__responses_checked') }}

),

final as (

    select
        'surveys' as domain_name,
        'responses' as entity_name,
        source_system,
        count(*) as rows_in,
        count(case when quarantine_reason is null then 1 end) as rows_out,
        count(quarantine_reason) as rows_quarantined,
        cast(max(case when quarantine_reason is null then sent_at end) as timestamp) as freshest_at
    from responses
    group by source_system

)

select * from final
