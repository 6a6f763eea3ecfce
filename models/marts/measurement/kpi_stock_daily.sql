with

open_days as (

    select * from {{ ref('int_measurement__store_days_opened') }}

),

shelf_days as (

    select * from {{ ref('int_measurement__shelf_days_counted') }}

),

stockout_days as (

    select * from {{ ref('fct_stockout_days') }}

),

-- A store keeps a product from its first count to its last, also on days without a count.
ranges as (

    select
        store_id,
        product_id,
        min(business_date) as first_date,
        max(business_date) as last_date

    from shelf_days

    group by store_id, product_id

),

assortments as (

    select
        store_id,
        first_date,
        last_date,
        count(*) as products

    from ranges

    group by store_id, first_date, last_date

),

kept as (

    select
        open_days.store_id,
        open_days.business_date,
        sum(assortments.products) as kept_products

    from open_days

    inner join assortments
        on
            open_days.store_id = assortments.store_id
            and open_days.business_date between assortments.first_date and assortments.last_date

    group by open_days.store_id, open_days.business_date

),

-- Of a day on which nothing was counted nobody knows what was lost, and of a day on which
-- everything was there, everybody.
counted as (

    select
        shelf_days.store_id,
        shelf_days.business_date,
        count(*) as counted_products,
        count(stockout_days.store_id) as stockout_days,
        count(stockout_days.expected_units) as expected_stockouts,
        sum(
            case when shelf_days.is_in_stock then 0 else stockout_days.lost_demand_units end
        ) as lost_demand_units,
        sum(
            case
                when shelf_days.is_in_stock then 0
                else stockout_days.lost_demand_revenue_reporting
            end
        ) as lost_demand_revenue_reporting

    from shelf_days

    left join stockout_days
        on
            shelf_days.store_id = stockout_days.store_id
            and shelf_days.product_id = stockout_days.product_id
            and shelf_days.business_date = stockout_days.business_date

    group by shelf_days.store_id, shelf_days.business_date

),

final as (

    select
        -- ids
        kept.store_id,

        -- measures
        cast(kept.kept_products as bigint) as kept_products,
        cast(coalesce(counted.counted_products, 0) as bigint) as counted_products,
        cast(counted.stockout_days as bigint) as stockout_days,
        {{ safe_divide('counted.stockout_days', 'counted.counted_products') }} as stockout_rate,
        cast(counted.expected_stockouts as bigint) as expected_stockouts,
        {{ to_money('counted.lost_demand_units') }} as lost_demand_units,
        {{ to_money('counted.lost_demand_revenue_reporting') }} as lost_demand_revenue_reporting,

        -- dates
        kept.business_date

    from kept

    left join counted
        on kept.store_id = counted.store_id and kept.business_date = counted.business_date

)

select * from final
