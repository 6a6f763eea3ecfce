with

touches as (

    select * from {{ ref('int_journey__touches_unioned') }}
    where same_contact_id is null and traveller_id is not null

),

stores as (

    select * from {{ ref('stg_pos__stores') }}

),

-- A visit of the website or app, a check-in at a door, or a receipt.
contacts as (

    select
        touches.touchpoint_id,
        touches.traveller_id,
        touches.customer_id,
        touches.touched_at,
        touches.touch_kind = 'visit' as is_online,
        case when touches.touch_kind = 'visit' then touches.visited_channel_id else 'store' end
            as channel_id,
        case when touches.touch_kind = 'visit' then 'no_store' else touches.store_id end
            as store_id,
        {{ local_date(
            'touches.touched_at', "coalesce(stores.time_zone, '" ~ var('default_time_zone') ~ "')"
        ) }} as visit_date

    from touches

    left join stores
        on touches.store_id = stores.store_id

    where
        touches.touch_kind in ('visit', 'store_visit', 'store_inquiry', 'store_pickup')
        or (touches.touch_kind = 'purchase' and touches.channel_id = 'store')

),

-- Who checks in, asks and pays in a store on one day was there once.
visits as (

    select
        min(touchpoint_id) as visit_id,
        traveller_id,
        min(customer_id) as customer_id,
        channel_id,
        store_id,
        visit_date,
        min(touched_at) as started_at

    from contacts

    group by
        traveller_id,
        channel_id,
        store_id,
        visit_date,
        case when is_online then touchpoint_id end

),

final as (

    select
        -- ids
        visit_id,
        traveller_id,
        customer_id,
        channel_id,
        store_id,

        -- measures
        row_number() over (
            partition by traveller_id, channel_id order by started_at, visit_id
        ) as visit_number,
        row_number() over (
            partition by traveller_id order by started_at, visit_id
        ) as brand_visit_number,

        -- dates
        visit_date,

        -- timestamps
        started_at,
        lag(started_at) over (
            partition by traveller_id, channel_id order by started_at, visit_id
        ) as previous_started_at,
        lag(started_at) over (
            partition by traveller_id order by started_at, visit_id
        ) as previous_brand_started_at

    from visits

)

select * from final
