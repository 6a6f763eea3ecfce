with

holidays as (

    select * from {{ ref('stg_enrichment__holidays') }}

),

stores as (

    select * from {{ ref('stg_pos__stores') }}

),

-- A retailer without stores keeps the holidays of no country.
final as (

    select
        -- dates
        holidays.holiday_date,

        -- measures
        cast(count(distinct stores.store_id) as bigint) as stores_on_holiday

    from holidays

    inner join stores
        on
            holidays.country_code = stores.country_code
            and (holidays.region_id is null or holidays.region_id = stores.region_id)

    group by holidays.holiday_date

)

select * from final
