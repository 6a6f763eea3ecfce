with

checked as (

    select * from {{ ref('base_footfall__store_visits_hourly_checked') }}
    where quarantine_reason is null

),

final as (

    select
        -- ids
        store_id,
        sensor_id,

        -- measures
        entries,
        exits,

        -- flags
        is_estimated,

        -- timestamps
        hour_started_at,
        updated_at,

        -- origin
        source_system

    from checked

)

select * from final
