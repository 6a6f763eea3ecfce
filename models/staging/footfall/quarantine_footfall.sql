with

store_visits_hourly as (

    select * from {{ ref('base_footfall__store_visits_hourly_checked') }}
    where quarantine_reason is not null

),

store_checkins as (

    select * from {{ ref('base_footfall__store_checkins_checked') }}
    where quarantine_reason is not null

),

final as (

    select
        {{ rejected_row(
            'footfall',
            'store_visits_hourly',
            ['store_id', 'sensor_id', 'hour_started_at']
        ) }}
    from store_visits_hourly

    union all

    select
        {{ rejected_row('footfall', 'store_checkins', ['store_checkin_id']) }}
    from store_checkins

)

select * from final
