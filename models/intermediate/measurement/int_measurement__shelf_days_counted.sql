with

stock_levels as (

    select * from {{ ref('stg_inventory__stock_levels_daily') }}
    where units_available is not null

),

open_days as (

    select * from {{ ref('int_measurement__store_days_opened') }}

),

-- The day that weekdays are counted from is a Monday.
open_shelf_days as (

    select
        stock_levels.store_id,
        stock_levels.product_id,
        {{ days_between("date '1900-01-01'", 'open_days.business_date') }} % 7 + 1
            as iso_day_of_week,
        stock_levels.units_available > 0 as is_in_stock,
        open_days.business_date

    from stock_levels

    inner join open_days
        on
            stock_levels.store_id = open_days.store_id
            and stock_levels.stock_date = open_days.business_date

),

final as (

    select
        -- ids
        store_id,
        product_id,

        -- measures
        cast(iso_day_of_week as bigint) as iso_day_of_week,
        cast(
            sum(case when is_in_stock then 1 else 0 end) over (
                partition by store_id, product_id, iso_day_of_week
                order by business_date
                rows between unbounded preceding and current row
            ) as bigint
        ) as in_stock_number,

        -- flags
        is_in_stock,

        -- dates
        business_date

    from open_shelf_days

)

select * from final
