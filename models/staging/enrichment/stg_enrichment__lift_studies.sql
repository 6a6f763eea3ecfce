with

checked as (

    select * from {{ ref('base_enrichment__lift_studies_checked') }} where quarantine_reason is null

),

final as (

    select
        -- ids
        study_id,
        channel_id,

        -- measures
        reached_people,
        reached_buyers,
        withheld_people,
        withheld_buyers,

        -- dates
        start_date,
        end_date,

        -- timestamps
        updated_at,

        -- origin
        source_system

    from checked

)

select * from final
