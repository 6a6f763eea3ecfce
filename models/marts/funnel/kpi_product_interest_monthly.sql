with

touch_products as (

    select * from {{ ref('bridge_touchpoint_products') }}

),

visits as (

    select * from {{ ref('fct_touchpoints') }} where touch_kind = 'visit'

),

order_lines as (

    select * from {{ ref('fct_order_lines') }}
    where line_type = 'sale' and customer_id is not null and product_id is not null

),

product_journeys as (

    select * from {{ ref('fct_product_journeys') }}

),

visits_shown as (

    select
        touch_products.touchpoint_id,
        touch_products.product_id,
        touch_products.product_views,
        touch_products.cart_additions,
        touch_products.first_seen_at,
        visits.traveller_id,
        visits.customer_id,
        cast({{ dbt.date_trunc('month', 'visits.touch_date') }} as date) as interest_month

    from touch_products

    inner join visits
        on touch_products.touchpoint_id = visits.touchpoint_id

),

-- Who puts a product into the cart and is known may be followed for thirty days.
carts_bought as (

    select distinct
        visits_shown.touchpoint_id,
        visits_shown.product_id

    from visits_shown

    inner join order_lines
        on
            visits_shown.customer_id = order_lines.customer_id
            and visits_shown.product_id = order_lines.product_id
            and visits_shown.first_seen_at <= order_lines.ordered_at
            and {{ add_hours('visits_shown.first_seen_at', 720) }} >= order_lines.ordered_at

    where visits_shown.cart_additions > 0

),

interest as (

    select
        visits_shown.product_id,
        visits_shown.interest_month,
        count(*) as product_visits,
        count(distinct visits_shown.traveller_id) as viewers,
        sum(visits_shown.product_views) as product_views,
        sum(case when visits_shown.cart_additions > 0 then 1 else 0 end) as cart_visits,
        sum(
            case
                when visits_shown.cart_additions > 0 and visits_shown.customer_id is not null
                    then 1
                else 0
            end
        ) as identified_cart_visits,
        count(carts_bought.touchpoint_id) as bought_cart_visits

    from visits_shown

    left join carts_bought
        on
            visits_shown.touchpoint_id = carts_bought.touchpoint_id
            and visits_shown.product_id = carts_bought.product_id

    group by visits_shown.product_id, visits_shown.interest_month

),

purchases as (

    select
        product_id,
        cast({{ dbt.date_trunc('month', 'ordered_at') }} as date) as interest_month,
        count(*) as purchases,
        sum(case when product_touches > 0 then 1 else 0 end) as researched_purchases,
        sum(product_touches) as product_touches

    from product_journeys

    group by product_id, cast({{ dbt.date_trunc('month', 'ordered_at') }} as date)

),

final as (

    select
        -- ids
        coalesce(interest.product_id, purchases.product_id) as product_id,

        -- measures
        cast(coalesce(interest.product_visits, 0) as bigint) as product_visits,
        cast(coalesce(interest.viewers, 0) as bigint) as viewers,
        cast(coalesce(interest.product_views, 0) as bigint) as product_views,
        cast(coalesce(interest.cart_visits, 0) as bigint) as cart_visits,
        {{ safe_divide('interest.cart_visits', 'interest.product_visits') }} as view_to_cart_rate,
        cast(coalesce(interest.identified_cart_visits, 0) as bigint) as identified_cart_visits,
        {{ safe_divide('interest.identified_cart_visits', 'interest.cart_visits') }}
            as identified_cart_share,
        cast(coalesce(interest.bought_cart_visits, 0) as bigint) as bought_cart_visits,
        {{ safe_divide('interest.bought_cart_visits', 'interest.identified_cart_visits') }}
            as cart_to_purchase_rate,
        cast(coalesce(purchases.purchases, 0) as bigint) as purchases,
        cast(coalesce(purchases.researched_purchases, 0) as bigint) as researched_purchases,
        {{ safe_divide('purchases.product_touches', 'purchases.researched_purchases') }}
            as touches_before_purchase,

        -- dates
        coalesce(interest.interest_month, purchases.interest_month) as interest_month

    from interest

    full outer join purchases
        on
            interest.product_id = purchases.product_id
            and interest.interest_month = purchases.interest_month

)

select * from final
