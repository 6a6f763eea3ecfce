with

checked as (

    select * from {{ ref('base_enrichment__regions_checked') }} where quarantine_reason is null

),

final as (

    select
        -- ids
        region_id,

        -- attributes
        region_name,
        country_code,
        currency,

        -- measures
        population,
        household_count,
        median_income_amount,
        latitude,
        longitude,

        -- timestamps
        updated_at,

        -- origin
        source_system

    from checked

)

select * from final
