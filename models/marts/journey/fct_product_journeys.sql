with

order_lines as (

    select * from {{ ref('fct_order_lines') }}
    where line_type = 'sale' and item_type = 'merchandise' and product_id is not null

),

journeys as (

    select * from {{ ref('fct_journeys') }} where order_id is not null

),

steps as (

    select * from {{ ref('fct_journey_steps') }} where touch_purpose = 'research'

),

touch_products as (

    select * from {{ ref('bridge_touchpoint_products') }}

),

products as (

    select * from {{ ref('dim_products') }}

),

products_bought as (

    select
        order_lines.order_id,
        order_lines.product_id,
        journeys.journey_id,
        journeys.customer_id,
        journeys.selling_channel_id,
        products.category_name,
        sum(order_lines.quantity) as units,
        sum(order_lines.net_revenue) as net_revenue,
        min(order_lines.currency) as currency,
        max(journeys.touches) as journey_touches,
        max(journeys.ended_at) as ordered_at

    from order_lines

    inner join journeys
        on order_lines.order_id = journeys.order_id

    left join products
        on order_lines.product_id = products.product_id

    group by
        order_lines.order_id,
        order_lines.product_id,
        journeys.journey_id,
        journeys.customer_id,
        journeys.selling_channel_id,
        products.category_name

),

categories_counted as (

    select
        steps.journey_id,
        touch_products.category_name,
        count(distinct steps.touchpoint_id) as category_touches

    from steps

    inner join touch_products
        on steps.touchpoint_id = touch_products.touchpoint_id

    group by steps.journey_id, touch_products.category_name

),

products_followed as (

    select
        steps.journey_id,
        touch_products.product_id,
        count(*) as product_touches,
        sum(touch_products.product_views) as product_views,
        min(touch_products.first_seen_at) as first_seen_at,
        {{ ordered_path('steps.step_number', 'steps.channel_id', 'true') }} as product_path

    from steps

    inner join touch_products
        on steps.touchpoint_id = touch_products.touchpoint_id

    group by steps.journey_id, touch_products.product_id

),

final as (

    select
        -- ids
        products_bought.order_id,
        products_bought.product_id,
        products_bought.journey_id,
        products_bought.customer_id,
        products_bought.selling_channel_id,

        -- attributes
        products_bought.category_name,
        coalesce(products_followed.product_path, '') as product_path,
        products_bought.currency,

        -- measures
        products_bought.journey_touches,
        cast(coalesce(categories_counted.category_touches, 0) as bigint) as category_touches,
        cast(coalesce(products_followed.product_touches, 0) as bigint) as product_touches,
        cast(coalesce(products_followed.product_views, 0) as bigint) as product_views,
        (
            {{ epoch_seconds('products_bought.ordered_at') }}
            - {{ epoch_seconds('products_followed.first_seen_at') }}
        ) / cast(86400 as double) as product_days,
        {{ to_money('products_bought.units') }} as units,
        {{ to_money('products_bought.net_revenue') }} as net_revenue,

        -- timestamps
        products_followed.first_seen_at,
        products_bought.ordered_at

    from products_bought

    left join products_followed
        on
            products_bought.journey_id = products_followed.journey_id
            and products_bought.product_id = products_followed.product_id

    left join categories_counted
        on
            products_bought.journey_id = categories_counted.journey_id
            and products_bought.category_name = categories_counted.category_name

)

select * from final
