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
-- visitors. Every sensor counts its own hours.
days_counted as (

    select
        channel_id,
        store_id,
        cast(sum(entries) as bigint) as visits,
        cast(count(entries) as bigint) as counted_hours,
        business_date,
        {{ days_between("date '2001-01-01'", 'business_date') }} as day_number

    from dated

    group by channel_id, store_id, business_date

),

-- What is usual is what both the two same weekdays before and the two after reached: a single long
-- day does not make its neighbours short, and neither do opening hours that change for good.
compared as (

    select
        *,
        max(counted_hours) over (
            partition by store_id, day_number % 7
            order by day_number
            range between 14 preceding and 1 preceding
        ) as hours_before,
        max(counted_hours) over (
            partition by store_id, day_number % 7
            order by day_number
            range between 1 following and 14 following
        ) as hours_after

    from days_counted

),

final as (

    select
        channel_id,
        store_id,
        visits,
        counted_hours,
        coalesce(least(hours_before, hours_after), counted_hours) as usual_hours,
        business_date

    from compared

)

select * from final
