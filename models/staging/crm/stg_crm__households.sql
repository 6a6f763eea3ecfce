with

checked as (

    select * from {{ ref('base_crm__households_checked') }} where quarantine_reason is null

),

final as (

    select
        -- ids
        household_id,

        -- attributes
        age_band,
        income_band,
        home_ownership,
        marital_status,
        household_size,
        household_composition,
        children_count,

        -- timestamps
        updated_at,

        -- origin
        source_system

    from checked

)

select * from final
