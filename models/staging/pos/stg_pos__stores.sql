with

checked as (

    select * from {{ ref('base_pos__stores_checked') }} where quarantine_reason is null

),

final as (

    select
        -- ids
        store_id,
        region_id,

        -- attributes
        store_name,
        store_type,
        store_city,
        store_postal_code,
        country_code,
        time_zone,

        -- measures
        latitude,
        longitude,
        floor_area_square_metres,

        -- dates
        opened_date,
        closed_date,

        -- timestamps
        updated_at,

        -- origin
        source_system

    from checked

)

select * from final
