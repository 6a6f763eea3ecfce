with

touchpoints as (

    select * from {{ ref('fct_touchpoints') }}

),

stores as (

    select * from {{ ref('dim_stores') }}

),

calendar as (

    select * from {{ ref('dim_dates') }}

),

touched as (

    select
        touchpoints.channel_id,
        touchpoints.is_identified,
        calendar.iso_day_of_week,
        case when touchpoints.touch_kind = 'purchase' then 1 else 0 end as orders,
        case
            when
                touchpoints.touch_kind in ('chat', 'call', 'service_contact', 'store_inquiry')
                then 1
            else 0
        end as contacts,
        {{ local_hour(
            'touchpoints.touched_at',
            "coalesce(stores.time_zone, '" ~ var('default_time_zone') ~ "')"
        ) }} as hour_of_day

    from touchpoints

    inner join calendar
        on touchpoints.touch_date = calendar.date_day

    left join stores
        on touchpoints.store_id = stores.store_id

),

-- A channel is there from its first touch to its last: days without any are quiet days.
spans as (

    select
        channel_id,
        min(touch_date) as first_date,
        max(touch_date) as last_date

    from touchpoints

    group by channel_id

),

weekdays as (

    select
        spans.channel_id,
        calendar.iso_day_of_week,
        count(*) as observed_days

    from spans

    inner join calendar
        on calendar.date_day between spans.first_date and spans.last_date

    group by spans.channel_id, calendar.iso_day_of_week

),

summed as (

    select
        channel_id,
        iso_day_of_week,
        hour_of_day,
        sum(1 - orders) as all_touches,
        sum(case when is_identified then 1 - orders else 0 end) as identified_touches,
        sum(contacts) as service_contacts,
        sum(orders) as orders

    from touched

    group by channel_id, iso_day_of_week, hour_of_day

),

final as (

    select
        -- ids
        summed.channel_id,

        -- attributes
        summed.iso_day_of_week,
        summed.hour_of_day,

        -- measures
        cast(weekdays.observed_days as bigint) as observed_days,
        cast(summed.all_touches as bigint) as all_touches,
        cast(summed.identified_touches as bigint) as identified_touches,
        cast(summed.service_contacts as bigint) as service_contacts,
        cast(summed.orders as bigint) as orders,
        {{ safe_divide('summed.all_touches', 'weekdays.observed_days') }} as touches_per_day,
        {{ safe_divide('summed.service_contacts', 'weekdays.observed_days') }}
            as service_contacts_per_day,
        {{ safe_divide('summed.orders', 'weekdays.observed_days') }} as orders_per_day

    from summed

    inner join weekdays
        on
            summed.channel_id = weekdays.channel_id
            and summed.iso_day_of_week = weekdays.iso_day_of_week

)

select * from final
