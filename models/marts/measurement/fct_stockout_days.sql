with

shelf_days as (

    select * from {{ ref('int_measurement__shelf_days_counted') }}

),

order_lines as (

    select * from {{ ref('fct_order_lines') }} where line_type = 'sale'

),

channels as (

    select * from {{ ref('dim_channels') }} where not is_online

),

-- What is bought online and collected is promised from the stock that is shown online: it is no
-- demand at the shelf.
shelf_sales as (

    select
        order_lines.store_id,
        order_lines.product_id,
        order_lines.order_date,
        sum(order_lines.quantity) as units_sold,
        sum(case when order_lines.net_revenue_reporting is not null then order_lines.quantity end)
            as priced_units,
        sum(order_lines.net_revenue_reporting) as net_revenue_reporting

    from order_lines

    inner join channels
        on order_lines.channel_id = channels.channel_id

    group by order_lines.store_id, order_lines.product_id, order_lines.order_date

),

-- Days without a count are in no row: they are no stock-out and part of no mean.
shelf_days_sold as (

    select
        shelf_days.*,
        coalesce(shelf_sales.units_sold, 0) as units_sold,
        coalesce(shelf_sales.priced_units, 0) as priced_units,
        coalesce(shelf_sales.net_revenue_reporting, 0) as net_revenue_reporting

    from shelf_days

    left join shelf_sales
        on
            shelf_days.store_id = shelf_sales.store_id
            and shelf_days.product_id = shelf_sales.product_id
            and shelf_days.business_date = shelf_sales.order_date

),

-- Each day in stock with the seven same weekdays in stock before it: a stock-out takes the latest.
histories as (

    select
        store_id,
        product_id,
        iso_day_of_week,
        in_stock_number,
        count(*) over same_weekdays as in_stock_weeks,
        sum(units_sold) over same_weekdays as units_sold,
        sum(priced_units) over same_weekdays as priced_units,
        sum(net_revenue_reporting) over same_weekdays as net_revenue_reporting

    from shelf_days_sold

    where is_in_stock

    window same_weekdays as (
        partition by store_id, product_id, iso_day_of_week
        order by in_stock_number
        rows between 7 preceding and current row
    )

),

compared as (

    select
        stockouts.store_id,
        stockouts.product_id,
        stockouts.business_date,
        stockouts.units_sold,
        coalesce(histories.in_stock_weeks, 0) as in_stock_weeks,
        {{ money_part(safe_divide('histories.units_sold', 'histories.in_stock_weeks')) }}
            as expected_units,
        {{ money_part(
            safe_divide('histories.net_revenue_reporting', 'histories.priced_units')
        ) }} as unit_revenue_reporting

    from shelf_days_sold as stockouts

    left join histories
        on
            stockouts.store_id = histories.store_id
            and stockouts.product_id = histories.product_id
            and stockouts.iso_day_of_week = histories.iso_day_of_week
            and stockouts.in_stock_number = histories.in_stock_number

    where not stockouts.is_in_stock

),

-- What was sold before the shelf was empty is not lost; what nobody can expect, nobody knows.
lost as (

    select
        *,
        case
            when expected_units > units_sold then expected_units - units_sold
            when expected_units is not null then 0
        end as lost_units,
        case when expected_units = 0 then 0 else unit_revenue_reporting end as lost_unit_revenue

    from compared

),

final as (

    select
        -- ids
        store_id,
        product_id,

        -- measures
        cast(in_stock_weeks as bigint) as in_stock_weeks,
        {{ to_money('units_sold') }} as units_sold,
        {{ to_money('expected_units') }} as expected_units,
        {{ to_money('lost_units') }} as lost_demand_units,
        {{ to_money('lost_units * lost_unit_revenue') }} as lost_demand_revenue_reporting,

        -- dates
        business_date

    from lost

)

select * from final
