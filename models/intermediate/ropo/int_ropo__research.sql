with

touches as (

    select * from {{ ref('int_journey__touches_unioned') }}
    where
        customer_id is not null
        and same_contact_id is null
        and touch_purpose = 'research'
        and touch_kind in (
            'visit', 'ad_click', 'message_click', 'chat', 'store_visit', 'store_inquiry'
        )

),

touch_products as (

    select * from {{ ref('int_journey__touch_products') }}

),

touches_sided as (

    select
        *,
        case when touch_kind in ('store_visit', 'store_inquiry') then 'store' else 'online' end
            as research_side

    from touches

),

-- Nobody looks things up thousands of times: that is a test account or a card of the staff.
customers_counted as (

    select
        customer_id,
        research_side,
        min(touched_at) as first_research_ever_at

    from touches_sided

    group by customer_id, research_side

    having count(*) <= {{ var('ropo_touches_per_customer') }}

),

-- The contact itself, and each product at the moment in which it was looked at.
looks_unioned as (

    select
        touches_sided.*,
        cast(null as {{ dbt.type_string() }}) as looked_up_product_id,
        cast(null as {{ dbt.type_string() }}) as category_name,
        cast(0 as bigint) as stock_checks,
        touches_sided.touched_at as researched_at
    from touches_sided

    union all

    select
        touches_sided.*,
        touch_products.product_id as looked_up_product_id,
        touch_products.category_name,
        touch_products.stock_checks,
        touch_products.first_seen_at as researched_at
    from touches_sided
    inner join touch_products
        on touches_sided.touchpoint_id = touch_products.touchpoint_id

),

final as (

    select
        -- ids
        looks_unioned.touchpoint_id,
        looks_unioned.customer_id,
        looks_unioned.channel_id,
        looks_unioned.store_id,
        looks_unioned.looked_up_product_id as product_id,

        -- attributes
        looks_unioned.research_side,
        looks_unioned.category_name,
        looks_unioned.device_category,

        -- measures
        looks_unioned.stock_checks,

        -- timestamps
        looks_unioned.researched_at,
        customers_counted.first_research_ever_at

    from looks_unioned

    inner join customers_counted
        on
            looks_unioned.customer_id = customers_counted.customer_id
            and looks_unioned.research_side = customers_counted.research_side

)

select * from final
