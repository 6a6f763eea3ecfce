with

orders as (

    select * from {{ ref('fct_orders') }}

),

order_lines as (

    select * from {{ ref('fct_order_lines') }}
    where
        line_type = 'sale' and item_type = 'merchandise' and quantity > 0
        and product_id is not null and gross_revenue_reporting is not null

),

customers as (

    select * from {{ ref('dim_customers') }}

),

stores as (

    select * from {{ ref('dim_stores') }}

),

region_words as (

    select * from {{ ref('int_measurement__region_words_told') }}

),

-- What the product costs on average, over everything and in each currency: the price level 1.
usual_prices as (

    select
        product_id,
        currency,
        {{ safe_divide('sum(gross_revenue)', 'sum(quantity)') }} as usual_price

    from order_lines

    group by product_id, currency

),

priced as (

    select
        order_lines.order_id,
        sum(order_lines.gross_revenue_reporting) as priced_revenue_reporting,
        sum({{ money_part(
            'order_lines.quantity * usual_prices.usual_price * order_lines.exchange_rate'
        ) }}) as usual_revenue_reporting

    from order_lines

    inner join usual_prices
        on
            order_lines.product_id = usual_prices.product_id
            and order_lines.currency = usual_prices.currency

    group by order_lines.order_id

),

-- Where the store is; of what was ordered elsewhere, where the customer lives, or collects it.
placed as (

    select
        orders.*,
        priced.priced_revenue_reporting,
        priced.usual_revenue_reporting,
        coalesce(
            stores.region_id, region_words.region_id, fulfilment_stores.region_id, '(unknown)'
        ) as region_id,
        cast({{ dbt.date_trunc('week', 'orders.order_date') }} as date) as iso_week_start_date

    from orders

    left join stores
        on
            orders.store_id = stores.store_id
            and orders.channel_id = 'store'

    left join stores as fulfilment_stores
        on orders.fulfilment_store_id = fulfilment_stores.store_id

    left join customers
        on orders.customer_id = customers.customer_id

    left join region_words
        on
            customers.country_code = region_words.country_code
            and customers.region_name = region_words.region_word

    left join priced
        on orders.order_id = priced.order_id

),

levels as (

    select distinct
        region_id,
        region_id as level_id
    from placed

    union all

    select distinct
        region_id,
        '(all)' as level_id
    from placed

),

final as (

    select
        -- ids
        levels.level_id as region_id,
        placed.channel_id,

        -- measures
        cast(sum(case when placed.order_type = 'sale' then 1 else 0 end) as bigint) as orders,
        cast(sum(case when placed.warning_no_exchange_rate then 1 else 0 end) as bigint)
            as orders_without_rate,
        {{ to_money('sum(placed.gross_revenue_reporting)') }} as gross_revenue_reporting,
        {{ to_money('sum(placed.discount_amount_reporting)') }} as discount_amount_reporting,
        {{ to_money('sum(placed.net_revenue_reporting)') }} as net_revenue_reporting,
        {{ to_money('sum(placed.priced_revenue_reporting)') }} as priced_revenue_reporting,
        {{ to_money('sum(placed.usual_revenue_reporting)') }} as usual_revenue_reporting,

        -- dates
        placed.iso_week_start_date

    from placed

    inner join levels
        on placed.region_id = levels.region_id

    group by levels.level_id, placed.channel_id, placed.iso_week_start_date

)

select * from final
