with

regions as (

    select * from {{ ref('stg_enrichment__regions') }}
    where latitude is not null and longitude is not null

),

stores as (

    select * from {{ ref('stg_pos__stores') }}
    where latitude is not null and longitude is not null

),

pairs as (

    select
        regions.region_id,
        stores.store_id,
        cast(regions.latitude as double) as region_latitude,
        cast(stores.latitude as double) as store_latitude,
        cast(stores.longitude as double) - cast(regions.longitude as double) as longitude_gap

    from regions

    inner join stores
        on regions.region_id is not null

),

-- Haversine on a ball of the earth's mean radius; rounding may put the root above 1.
distances as (

    select
        region_id,
        store_id,
        2 * 6371.0088 * asin(least(1, sqrt(
            power(sin(radians(store_latitude - region_latitude) / 2), 2)
            + cos(radians(region_latitude)) * cos(radians(store_latitude))
            * power(sin(radians(longitude_gap) / 2), 2)
        ))) as store_distance

    from pairs

),

ranked as (

    select
        region_id,
        store_id,
        store_distance,
        row_number() over (
            partition by region_id
            order by round(store_distance, 6) asc, store_id asc
        ) as store_rank

    from distances

),

final as (

    select
        -- ids
        region_id,
        store_id as nearest_store_id,

        -- attributes
        case
            when store_distance < 5 then 'under 5 km'
            when store_distance < 20 then '5 to 20 km'
            when store_distance < 50 then '20 to 50 km'
            else '50 km and more'
        end as store_distance_band,

        -- measures
        round(store_distance, 3) as store_distance_kilometres

    from ranked

    where store_rank = 1

)

select * from final
