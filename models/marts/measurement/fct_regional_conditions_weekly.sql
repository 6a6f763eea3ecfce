with

open_days as (

    select * from {{ ref('int_measurement__store_days_opened') }}

),

stock_daily as (

    select * from {{ ref('kpi_stock_daily') }}

),

holidays as (

    select * from {{ ref('stg_enrichment__holidays') }}

),

placements as (

    select * from {{ ref('stg_promotions__placements') }}

),

stores as (

    select * from {{ ref('dim_stores') }}

),

-- Every part is a sum over stores, so that regions add up.
facts as (

    select
        open_days.store_id,
        open_days.business_date,
        1 as store_open_days,
        0 as stockout_days,
        0 as counted_products,
        0 as store_holidays,
        0 as placed_products,
        0 as store_openings
    from open_days

    union all

    select
        stock_daily.store_id,
        stock_daily.business_date,
        0 as store_open_days,
        coalesce(stock_daily.stockout_days, 0) as stockout_days,
        stock_daily.counted_products,
        0 as store_holidays,
        0 as placed_products,
        0 as store_openings
    from stock_daily

    union all

    select
        stores.store_id,
        holidays.holiday_date as business_date,
        0 as store_open_days,
        0 as stockout_days,
        0 as counted_products,
        1 as store_holidays,
        0 as placed_products,
        0 as store_openings
    from holidays
    inner join stores
        on
            holidays.country_code = stores.country_code
            and (holidays.region_id is null or holidays.region_id = stores.region_id)
            and holidays.holiday_date >= stores.opened_date

    union all

    select
        placements.store_id,
        placements.week_start_date as business_date,
        0 as store_open_days,
        0 as stockout_days,
        0 as counted_products,
        0 as store_holidays,
        1 as placed_products,
        0 as store_openings
    from placements

    union all

    select
        stores.store_id,
        stores.opened_date as business_date,
        0 as store_open_days,
        0 as stockout_days,
        0 as counted_products,
        0 as store_holidays,
        0 as placed_products,
        1 as store_openings
    from stores

),

levels as (

    select
        store_id,
        coalesce(region_id, '(unknown)') as region_id
    from stores

    union all

    select
        store_id,
        '(all)' as region_id
    from stores

),

final as (

    select
        -- ids
        levels.region_id,

        -- measures
        cast(sum(facts.store_open_days) as bigint) as store_open_days,
        cast(sum(facts.store_openings) as bigint) as store_openings,
        cast(sum(facts.store_holidays) as bigint) as store_holidays,
        cast(sum(facts.placed_products) as bigint) as store_placements,
        cast(sum(facts.stockout_days) as bigint) as stockout_days,
        cast(sum(facts.counted_products) as bigint) as counted_products,

        -- dates
        cast({{ dbt.date_trunc('week', 'facts.business_date') }} as date) as iso_week_start_date

    from facts

    inner join levels
        on facts.store_id = levels.store_id

    where facts.business_date is not null

    group by levels.region_id, cast({{ dbt.date_trunc('week', 'facts.business_date') }} as date)

)

select * from final
