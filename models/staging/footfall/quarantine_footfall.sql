with

store_visits_hourly as (

    select * from {{ ref('base_footfall__store_visits_hourly_checked') }} where quarantine_reason is not null

),

store_checkins as (

    select * from {{ ref('base_footfall__store_checkins_checked') }} where quarantine_reason is not null

),

final as (

    select
        'footfall' as domain_name,
        'store_visits_hourly' as entity_name,
        source_system,
        concat_ws('|', store_id, sensor_id, cast(hour_started_at as {{ dbt.type_string() }})) as row_key,
        quarantine_reason,
        breach_column,
        breach_value
    from store_visits_hourly

    union all

    select
        'footfall' as domain_name,
        'store_checkins' as entity_name,
        source_system,
        store_checkin_id as row_key,
        quarantine_reason,
        breach_column,
        breach_value
    from store_checkins

)

select * from final
