with

purchases as (

    select * from {{ ref('int_ropo__purchases') }} where first_research_ever_at is not null

),

leads as (

    select * from {{ ref('int_ropo__leads') }}

),

research as (

    select * from {{ ref('int_ropo__research') }}

),

checkins as (

    select * from {{ ref('int_journey__touches_unioned') }}
    where touch_kind in ('store_visit', 'store_inquiry') and same_contact_id is not null

),

matches_unioned as (

    {{ matched_research('any') }}
    union all
    {{ matched_research('category') }}
    union all
    {{ matched_research('product') }}
    union all
    {{ matched_research('stock_check') }}
    where purchases.direction = 'online_to_store'

),

-- Of several touches at one instant the one with the smallest key.
last_touches as (

    select
        matches_unioned.order_line_id,
        matches_unioned.direction,
        matches_unioned.match_type,
        min(research.touchpoint_id) as last_touchpoint_id

    from matches_unioned

    inner join research
        on
            matches_unioned.customer_id = research.customer_id
            and matches_unioned.research_side = research.research_side
            and matches_unioned.last_research_at = research.researched_at
            and (
                matches_unioned.direction != 'store_to_store'
                or matches_unioned.store_id != research.store_id
            )
            and (
                matches_unioned.match_type != 'category'
                or matches_unioned.category_name = research.category_name
            )
            and (
                matches_unioned.match_type not in ('product', 'stock_check')
                or matches_unioned.product_id = research.product_id
            )
            and (matches_unioned.match_type != 'stock_check' or research.stock_checks > 0)

    group by
        matches_unioned.order_line_id, matches_unioned.direction, matches_unioned.match_type

),

touches as (

    select distinct
        touchpoint_id,
        channel_id,
        store_id,
        device_category
    from research

),

-- Who had checked in to the store of the receipt looked it up while he stood there.
arrivals as (

    select
        same_contact_id,
        min(touched_at) as arrived_at

    from checkins

    group by same_contact_id

),

final as (

    select
        matches_unioned.*,
        last_touches.last_touchpoint_id,
        touches.channel_id as research_channel_id,
        touches.store_id as research_store_id,
        touches.device_category,
        coalesce(matches_unioned.last_research_at >= arrivals.arrived_at, false)
            as is_researched_in_store

    from matches_unioned

    left join last_touches
        on
            matches_unioned.order_line_id = last_touches.order_line_id
            and matches_unioned.direction = last_touches.direction
            and matches_unioned.match_type = last_touches.match_type

    left join touches
        on last_touches.last_touchpoint_id = touches.touchpoint_id

    left join arrivals
        on 'order:' || matches_unioned.order_id = arrivals.same_contact_id

)

select * from final
