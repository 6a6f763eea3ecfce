with

doors as (

    select * from {{ ref('int_channels__visits_dated') }}

),

sessions as (

    select * from {{ ref('int_journey__sessions_resolved') }}

),

listings as (

    select * from {{ ref('stg_marketplaces__listing_performance_daily') }}

),

profiles as (

    select * from {{ ref('stg_social__engagements_daily') }}

),

-- Each channel's visits as its own system counts them; only doors count hour by hour. One of 24
-- hours may be missing: the day on which the clocks go forward has 23.
final as (

    select
        channel_id,
        store_id,
        visits,
        true as is_place_of_sale,
        coalesce(counted_hours < 0.95 * usual_hours, false) as warning_visits_incomplete,
        business_date
    from doors

    union all

    select
        visited_channel_id as channel_id,
        'no_store' as store_id,
        cast(count(*) as bigint) as visits,
        true as is_place_of_sale,
        false as warning_visits_incomplete,
        session_date as business_date
    from sessions
    group by visited_channel_id, session_date

    union all

    select
        'marketplace' as channel_id,
        'no_store' as store_id,
        cast(sum(visits) as bigint) as visits,
        true as is_place_of_sale,
        false as warning_visits_incomplete,
        performance_date as business_date
    from listings
    group by performance_date

    union all

    select
        'organic_social' as channel_id,
        'no_store' as store_id,
        cast(sum(profile_visits) as bigint) as visits,
        false as is_place_of_sale,
        false as warning_visits_incomplete,
        engagement_date as business_date
    from profiles
    group by engagement_date

)

select * from final
