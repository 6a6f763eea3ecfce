with

store_visits_hourly as (

    select * from {{ ref('base_footfall__store_visits_hourly_checked') }}

),

store_checkins as (

    select * from {{ ref('base_footfall__store_checkins_checked') }}

),

final as (

    select
        {{ contract_counts('footfall', 'store_visits_hourly', 'hour_started_at') }}
    from store_visits_hourly
    group by source_system

    union all

    select
        {{ contract_counts('footfall', 'store_checkins', 'checked_in_at') }}
    from store_checkins
    group by source_system

)

select * from final
