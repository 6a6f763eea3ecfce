-- Every stock-out is worked out once more, by comparing days with days instead of running sums,
-- from the ledger and the counts themselves; and the days of the stores hold every stock-out once.
with

stockouts as (

    select * from {{ ref('fct_stockout_days') }}

),

calendar as (

    select * from {{ ref('dim_dates') }}

),

stock_daily as (

    select * from {{ ref('kpi_stock_daily') }}

),

shelf_days as (

    select * from {{ ref('int_measurement__shelf_days_counted') }} where is_in_stock

),

order_lines as (

    select * from {{ ref('fct_order_lines') }}
    where line_type = 'sale' and channel_id in ('store', 'phone')

),

stockout_days as (

    select
        stockouts.*,
        calendar.iso_day_of_week
    from stockouts
    inner join calendar
        on stockouts.business_date = calendar.date_day

),

days_before as (

    select
        stockout_days.store_id,
        stockout_days.product_id,
        stockout_days.business_date,
        shelf_days.business_date as earlier_date,
        row_number() over (
            partition by
                stockout_days.store_id, stockout_days.product_id, stockout_days.business_date
            order by shelf_days.business_date desc
        ) as weeks_before

    from stockout_days

    inner join shelf_days
        on
            stockout_days.store_id = shelf_days.store_id
            and stockout_days.product_id = shelf_days.product_id
            and stockout_days.business_date > shelf_days.business_date
            and stockout_days.iso_day_of_week = shelf_days.iso_day_of_week

),

sold as (

    select
        days_before.store_id,
        days_before.product_id,
        days_before.business_date,
        count(distinct days_before.earlier_date) as in_stock_weeks,
        coalesce(sum(order_lines.quantity), 0) as units

    from days_before

    left join order_lines
        on
            days_before.store_id = order_lines.store_id
            and days_before.product_id = order_lines.product_id
            and days_before.earlier_date = order_lines.order_date

    where days_before.weeks_before <= 8

    group by days_before.store_id, days_before.product_id, days_before.business_date

),

wrong_days as (

    select stockout_days.store_id
    from stockout_days
    left join sold
        on
            stockout_days.store_id = sold.store_id
            and stockout_days.product_id = sold.product_id
            and stockout_days.business_date = sold.business_date
    where
        stockout_days.in_stock_weeks != coalesce(sold.in_stock_weeks, 0)
        or (stockout_days.expected_units is null) != (sold.units is null)
        or abs(stockout_days.expected_units - sold.units / sold.in_stock_weeks) > 0.001
        or stockout_days.lost_demand_units > stockout_days.expected_units

),

totals as (

    select
        coalesce(sum(lost_demand_units), 0) as units,
        coalesce(sum(lost_demand_revenue_reporting), 0) as revenue,
        count(*) as stockouts
    from stockout_days

),

stores_totals as (

    select
        coalesce(sum(lost_demand_units), 0) as units,
        coalesce(sum(lost_demand_revenue_reporting), 0) as revenue,
        coalesce(sum(stockout_days), 0) as stockouts
    from stock_daily

)

select store_id
from wrong_days

union all

select 'all stores' as store_id
from totals
inner join stores_totals
    on
        totals.units != stores_totals.units
        or totals.revenue != stores_totals.revenue
        or totals.stockouts != stores_totals.stockouts
