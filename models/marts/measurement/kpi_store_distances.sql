with

customers as (

    select * from {{ ref('dim_customers') }}

),

orders as (

    select * from {{ ref('fct_orders') }} where order_type = 'sale'

),

region_words as (

    select * from {{ ref('int_measurement__region_words_told') }}

),

region_stores as (

    select * from {{ ref('int_measurement__region_stores_measured') }}

),

placed as (

    select
        customers.customer_id,
        coalesce(region_stores.store_distance_band, 'unknown') as store_distance_band

    from customers

    left join region_words
        on
            customers.country_code = region_words.country_code
            and customers.region_name = region_words.region_word

    left join region_stores
        on region_words.region_id = region_stores.region_id

),

-- Orders of nobody have no distance.
bought as (

    select
        customer_id,
        count(*) as orders,
        sum(case when channel_id = 'store' then 1 else 0 end) as store_orders,
        sum(net_revenue_reporting) as net_revenue_reporting

    from orders

    where customer_id is not null

    group by customer_id

),

final as (

    select
        -- attributes
        placed.store_distance_band,

        -- measures
        cast(count(*) as bigint) as band_customers,
        cast(count(bought.customer_id) as bigint) as band_buyers,
        cast(coalesce(sum(bought.orders), 0) as bigint) as orders,
        cast(coalesce(sum(bought.store_orders), 0) as bigint) as store_orders,
        {{ to_money('coalesce(sum(bought.net_revenue_reporting), 0)') }} as net_revenue_reporting,
        {{ safe_divide('sum(bought.store_orders)', 'sum(bought.orders)') }} as store_order_share,
        {{ safe_divide('sum(bought.orders)', 'count(bought.customer_id)') }} as orders_per_customer

    from placed

    left join bought
        on placed.customer_id = bought.customer_id

    group by placed.store_distance_band

)

select * from final
