with

visit_products as (

    select * from {{ ref('int_journey__visit_products') }}

),

touches as (

    select * from {{ ref('int_journey__touches_unioned') }}
    where product_id is not null and same_contact_id is null

),

products as (

    select * from {{ ref('stg_webshop__products') }}

),

products_unioned as (

    select
        'visit:' || web_session_id as touchpoint_id,
        product_id,
        product_views,
        cart_additions,
        stock_checks,
        first_seen_at
    from visit_products

    union all

    select
        touchpoint_id,
        product_id,
        cast(0 as bigint) as product_views,
        cast(0 as bigint) as cart_additions,
        cast(0 as bigint) as stock_checks,
        touched_at as first_seen_at
    from touches

),

final as (

    select
        -- ids
        products_unioned.touchpoint_id,
        products_unioned.product_id,

        -- attributes
        products.category_name,

        -- measures
        products_unioned.product_views,
        products_unioned.cart_additions,
        products_unioned.stock_checks,

        -- timestamps
        products_unioned.first_seen_at

    from products_unioned

    left join products
        on products_unioned.product_id = products.product_id

)

select * from final
