with

checked as (

    select * from {{ ref('base_enrichment__holidays_checked') }} where quarantine_reason is null

),

final as (

    select
        -- ids
        region_id,

        -- attributes
        country_code,
        holiday_name,

        -- dates
        holiday_date,

        -- origin
        source_system

    from checked

)

select * from final
