with

visits_daily as (

    select * from {{ ref('int_funnel__visits_daily') }}

),

visits_known as (

    select * from {{ ref('int_funnel__visits_known') }}

),

reach_daily as (

    select * from {{ ref('int_funnel__reach_daily') }}

),

sessions_daily as (

    select * from {{ ref('int_funnel__sessions_daily') }}

),

inquiries_daily as (

    select * from {{ ref('int_funnel__inquiries_daily') }}

),

carts_daily as (

    select * from {{ ref('int_funnel__carts_daily') }}

),

-- Each stage has rows for the days on which it has something to show.
days as (

    select
        channel_id,
        store_id,
        business_date,
        1 as has_awareness,
        case when warning_visits_incomplete then 0 else 1 end as has_engagement
    from visits_daily

    union all

    select
        channel_id,
        store_id,
        visit_date as business_date,
        1 as has_awareness,
        0 as has_engagement
    from visits_known

    union all

    select
        channel_id,
        'no_store' as store_id,
        business_date,
        1 as has_awareness,
        case when messages_delivered is not null or interactions is not null then 1 else 0 end
            as has_engagement
    from reach_daily

    union all

    select
        channel_id,
        'no_store' as store_id,
        business_date,
        case when sessions_brought > 0 then 1 else 0 end as has_awareness,
        1 as has_engagement
    from sessions_daily

    union all

    select
        channel_id,
        store_id,
        business_date,
        0 as has_awareness,
        1 as has_engagement
    from inquiries_daily

    union all

    select
        channel_id,
        'no_store' as store_id,
        business_date,
        0 as has_awareness,
        1 as has_engagement
    from carts_daily

),

final as (

    select
        channel_id,
        store_id,
        business_date,
        max(has_awareness) = 1 as has_awareness,
        max(has_engagement) = 1 as has_engagement

    from days

    group by channel_id, store_id, business_date

)

select * from final
