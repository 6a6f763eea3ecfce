with

transactions as (

    select * from {{ ref('base_complete_journey__transactions') }}

),

-- The data has no list of stores: a store is known by its receipts. The stamps are UTC; in New York
-- time, and in no other American zone, each business date lies in exactly one week of the data.
final as (

    select distinct
        -- ids
        store_id,
        cast(null as {{ dbt.type_string() }}) as region_id,

        -- attributes
        concat_ws(' ', 'Store', cast(store_id as {{ dbt.type_string() }})) as store_name,
        'shop' as store_type,
        cast(null as {{ dbt.type_string() }}) as store_city,
        cast(null as {{ dbt.type_string() }}) as store_postal_code,
        'US' as country_code,
        'America/New_York' as time_zone,

        -- measures
        cast(null as decimal(18, 6)) as latitude,
        cast(null as decimal(18, 6)) as longitude,
        cast(null as decimal(18, 6)) as floor_area_square_metres,

        -- dates
        cast(null as date) as opened_date,
        cast(null as date) as closed_date,

        -- timestamps
        cast(null as timestamp) as updated_at

    from transactions

)

select * from final
