with

system_stores as (

    select * from {{ ref('system_stores') }}
    where source_system = 'square'

),

locations as (

    {{ read_raw('square', 'locations', {
        'id': 'string required',
        'name': 'string',
        'type': 'string',
        'timezone': 'string required',
        'country': 'string',
        'address': 'json',
        'coordinates': 'json',
    }) }}

),

-- Square says that a location is no longer in use, but not since when.
final as (

    select
        -- ids
        coalesce(system_stores.store_id, locations.id) as store_id,
        cast(null as {{ dbt.type_string() }}) as region_id,

        -- attributes
        locations.name as store_name,
        case upper(locations.type)
            when 'PHYSICAL' then 'shop'
            when 'MOBILE' then 'popup'
            else locations.type
        end as store_type,
        {{ json_value('locations.address', 'locality') }} as store_city,
        {{ json_value('locations.address', 'postal_code') }} as store_postal_code,
        coalesce(locations.country, {{ json_value('locations.address', 'country') }})
            as country_code,
        locations.timezone as time_zone,

        -- measures
        {{ json_value('locations.coordinates', 'latitude') }} as latitude,
        {{ json_value('locations.coordinates', 'longitude') }} as longitude,
        cast(null as decimal(18, 6)) as floor_area_square_metres,

        -- dates
        cast(null as date) as opened_date,
        cast(null as date) as closed_date,

        -- timestamps
        cast(null as timestamp) as updated_at

    from locations

    left join system_stores
        on locations.id = system_stores.system_store_id

)

select * from final
