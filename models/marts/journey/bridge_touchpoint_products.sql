with

touch_products as (

    select * from {{ ref('int_journey__touch_products') }}

),

final as (

    select
        -- ids
        touchpoint_id,
        product_id,

        -- attributes
        category_name,

        -- measures
        product_views,
        cart_additions,
        stock_checks,

        -- timestamps
        first_seen_at

    from touch_products

)

select * from final
