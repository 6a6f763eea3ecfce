with

store_visits_hourly as (

    select * from {{ ref('base_footfall__store_visits_hourly_checked') }}

),

store_checkins as (

    select * from {{ ref('base_footfall__store_checkins_checked') }}

),

final as (

    select
        'footfall' as domain_name,
        'store_visits_hourly' as entity_name,
        source_system,
        count(*) as rows_in,
        count(case when quarantine_reason is null then 1 end) as rows_out,
        count(quarantine_reason) as rows_quarantined,
        cast(max(case when quarantine_reason is null then hour_started_at end) as timestamp) as freshest_at
    from store_visits_hourly
    group by source_system

    union all

    select
        'footfall' as domain_name,
        'store_checkins' as entity_name,
        source_system,
        count(*) as rows_in,
        count(case when quarantine_reason is null then 1 end) as rows_out,
        count(quarantine_reason) as rows_quarantined,
        cast(max(case when quarantine_reason is null then checked_in_at end) as timestamp) as freshest_at
    from store_checkins
    group by source_system

)

select * from final
