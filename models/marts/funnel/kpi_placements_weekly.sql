with

placements as (

    select * from {{ ref('stg_promotions__placements') }}

),

order_lines as (

    select * from {{ ref('fct_order_lines') }} where channel_id = 'store'

),

dates as (

    select * from {{ ref('dim_dates') }}

),

-- A product can be shown in several places of one store in one week; it is one placed product.
placed_products as (

    select
        store_id,
        week_start_date,
        product_id,
        max(case when mailer_location is not null then 1 else 0 end) as is_in_mailer,
        max(case when display_location is not null then 1 else 0 end) as is_on_display

    from placements

    group by store_id, week_start_date, product_id

),

weeks as (

    select distinct week_start_date
    from placements

),

week_dates as (

    select
        weeks.week_start_date,
        dates.date_day

    from weeks

    inner join dates
        on
            weeks.week_start_date <= dates.date_day
            and dates.date_day < {{ add_days('weeks.week_start_date', 7) }}

),

week_products as (

    select
        order_lines.store_id,
        week_dates.week_start_date,
        order_lines.product_id,
        sum(case when order_lines.line_type = 'sale' then 1 else 0 end) as sold_lines,
        sum(order_lines.net_revenue_reporting) as net_revenue_reporting

    from order_lines

    inner join week_dates
        on order_lines.order_date = week_dates.date_day

    group by order_lines.store_id, week_dates.week_start_date, order_lines.product_id

),

placed_by_store as (

    select
        placed_products.store_id,
        placed_products.week_start_date,
        count(*) as placed_products,
        sum(placed_products.is_in_mailer) as mailer_products,
        sum(placed_products.is_on_display) as display_products,
        count(case when week_products.sold_lines > 0 then 1 end) as sold_placed_products,
        case
            when count(week_products.product_id) = 0 then 0
            else sum(week_products.net_revenue_reporting)
        end as placed_revenue_reporting

    from placed_products

    left join week_products
        on
            placed_products.store_id = week_products.store_id
            and placed_products.week_start_date = week_products.week_start_date
            and placed_products.product_id = week_products.product_id

    group by placed_products.store_id, placed_products.week_start_date

),

sold_by_store as (

    select
        store_id,
        week_start_date,
        sum(net_revenue_reporting) as net_revenue_reporting

    from week_products

    group by store_id, week_start_date

),

final as (

    select
        -- ids
        placed_by_store.store_id,

        -- measures
        placed_by_store.placed_products,
        cast(placed_by_store.mailer_products as bigint) as mailer_products,
        cast(placed_by_store.display_products as bigint) as display_products,
        placed_by_store.sold_placed_products,
        placed_by_store.placed_revenue_reporting,
        case
            when sold_by_store.store_id is null then 0 else sold_by_store.net_revenue_reporting
        end as net_revenue_reporting,
        {{ safe_divide('placed_by_store.sold_placed_products', 'placed_by_store.placed_products') }}
            as sold_placement_share,
        {{ safe_divide(
            'placed_by_store.placed_revenue_reporting', 'sold_by_store.net_revenue_reporting'
        ) }} as placed_revenue_share,

        -- dates
        placed_by_store.week_start_date

    from placed_by_store

    left join sold_by_store
        on
            placed_by_store.store_id = sold_by_store.store_id
            and placed_by_store.week_start_date = sold_by_store.week_start_date

)

select * from final
