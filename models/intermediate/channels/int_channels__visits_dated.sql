with

door_counts as (

    select * from {{ ref('stg_footfall__store_visits_hourly') }}

),

stores as (

    select * from {{ ref('stg_pos__stores') }}

),

dated as (

    select
        'store' as channel_id,
        door_counts.store_id,
        door_counts.entries,
        {{ local_date(
            'door_counts.hour_started_at',
            "coalesce(stores.time_zone, '" ~ var('default_time_zone') ~ "')"
        ) }} as business_date

    from door_counts

    left join stores
        on door_counts.store_id = stores.store_id

),

-- Hours of which nothing is known stay empty: a day without any count is not a day without
-- visitors.
final as (

    select
        channel_id,
        store_id,
        cast(sum(entries) as bigint) as visits,
        business_date

    from dated

    group by channel_id, store_id, business_date

)

select * from final
