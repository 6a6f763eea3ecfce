with

orders as (

    select * from {{ ref('fct_orders') }}

),

refund_lines as (

    select * from {{ ref('fct_refund_lines') }}

),

visits_daily as (

    select * from {{ ref('int_funnel__visits_daily') }} where is_place_of_sale

),

-- A day can have any one alone: a door that opens without a sale, a refund without an order.
facts as (

    select
        channel_id,
        store_id,
        order_date as business_date,
        case when order_type = 'sale' then 1 else 0 end as orders,
        case when order_type = 'sale' and is_identified then 1 else 0 end as identified_orders,
        case when warning_no_exchange_rate then 1 else 0 end as orders_without_rate,
        0 as refunds_without_rate,
        order_lines,
        units,
        gross_revenue_reporting,
        discount_amount_reporting,
        refund_amount_reporting,
        cast(null as decimal(38, 3)) as refund_amount_cash_reporting,
        cast(null as bigint) as visits
    from orders

    union all

    select
        channel_id,
        store_id,
        refund_date as business_date,
        0 as orders,
        0 as identified_orders,
        0 as orders_without_rate,
        case when refund_amount_cash_reporting is null then 1 else 0 end as refunds_without_rate,
        0 as order_lines,
        cast(0 as decimal(38, 3)) as units,
        cast(null as decimal(38, 3)) as gross_revenue_reporting,
        cast(null as decimal(38, 3)) as discount_amount_reporting,
        cast(null as decimal(38, 3)) as refund_amount_reporting,
        refund_amount_cash_reporting,
        cast(null as bigint) as visits
    from refund_lines

    union all

    select
        channel_id,
        store_id,
        business_date,
        0 as orders,
        0 as identified_orders,
        0 as orders_without_rate,
        0 as refunds_without_rate,
        0 as order_lines,
        cast(0 as decimal(38, 3)) as units,
        cast(null as decimal(38, 3)) as gross_revenue_reporting,
        cast(null as decimal(38, 3)) as discount_amount_reporting,
        cast(null as decimal(38, 3)) as refund_amount_reporting,
        cast(null as decimal(38, 3)) as refund_amount_cash_reporting,
        case when not warning_visits_incomplete then visits end as visits
    from visits_daily

),

-- A sum over nothing is 0; a sum whose every part lacks its exchange rate is unknown.
summed as (

    select
        channel_id,
        store_id,
        business_date,
        sum(orders) as orders,
        sum(identified_orders) as identified_orders,
        sum(orders_without_rate) as orders_without_rate,
        sum(refunds_without_rate) as refunds_without_rate,
        sum(order_lines) as order_lines,
        sum(units) as units,
        sum(visits) as visits,
        case when sum(orders_without_rate) = 0 then 0 end as no_sale,
        case when sum(refunds_without_rate) = 0 then 0 end as no_refund,
        sum(gross_revenue_reporting) as gross_revenue_reporting,
        sum(discount_amount_reporting) as discount_amount_reporting,
        sum(refund_amount_reporting) as refund_amount_reporting,
        sum(gross_revenue_reporting - discount_amount_reporting) as sales_reporting,
        sum(refund_amount_cash_reporting) as refund_amount_cash_reporting

    from facts

    group by channel_id, store_id, business_date

),

final as (

    select
        -- ids
        channel_id,
        store_id,

        -- measures
        cast(orders as bigint) as orders,
        cast(identified_orders as bigint) as identified_orders,
        cast(orders_without_rate as bigint) as orders_without_rate,
        cast(refunds_without_rate as bigint) as refunds_without_rate,
        cast(order_lines as bigint) as order_lines,
        {{ to_money('units') }} as units,
        cast(visits as bigint) as visits,
        {{ to_money('coalesce(gross_revenue_reporting, no_sale)') }} as gross_revenue_reporting,
        {{ to_money('coalesce(discount_amount_reporting, no_sale)') }} as discount_amount_reporting,
        {{ to_money('coalesce(refund_amount_reporting, no_sale)') }} as refund_amount_reporting,
        {{ to_money('coalesce(refund_amount_cash_reporting, no_refund)') }}
            as refund_amount_cash_reporting,
        {{ to_money('coalesce(sales_reporting - refund_amount_reporting, no_sale)') }}
            as net_revenue_reporting,
        {{ to_money(
            'coalesce(sales_reporting, no_sale) - coalesce(refund_amount_cash_reporting, no_refund)'
        ) }} as net_revenue_cash_reporting,
        {{ safe_divide(
            'case when orders_without_rate = 0 then sales_reporting - refund_amount_reporting end',
            'orders'
        ) }} as average_order_value,
        {{ safe_divide('units', 'orders') }} as units_per_order,
        {{ safe_divide('case when orders <= visits then orders end', 'visits') }}
            as conversion_rate,
        {{ safe_divide('identified_orders', 'orders') }} as identified_order_share,

        -- dates
        business_date

    from summed

)

select * from final
