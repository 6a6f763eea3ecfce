with

holidays as (

    select * from {{ ref('base_enrichment__holidays_checked') }} where quarantine_reason is not null

),

regions as (

    select * from {{ ref('base_enrichment__regions_checked') }} where quarantine_reason is not null

),

exchange_rates as (

    select * from {{ ref('base_enrichment__exchange_rates_checked') }} where quarantine_reason is not null

),

recommendations as (

    select * from {{ ref('base_enrichment__recommendations_checked') }} where quarantine_reason is not null

),

final as (

    select
        'enrichment' as domain_name,
        'holidays' as entity_name,
        source_system,
        concat_ws('|', country_code, region_id, cast(holiday_date as {{ dbt.type_string() }}), holiday_name) as row_key,
        quarantine_reason,
        breach_column,
        breach_value
    from holidays

    union all

    select
        'enrichment' as domain_name,
        'regions' as entity_name,
        source_system,
        region_id as row_key,
        quarantine_reason,
        breach_column,
        breach_value
    from regions

    union all

    select
        'enrichment' as domain_name,
        'exchange_rates' as entity_name,
        source_system,
        concat_ws('|', from_currency, to_currency, cast(rate_date as {{ dbt.type_string() }})) as row_key,
        quarantine_reason,
        breach_column,
        breach_value
    from exchange_rates

    union all

    select
        'enrichment' as domain_name,
        'recommendations' as entity_name,
        source_system,
        recommendation_event_id as row_key,
        quarantine_reason,
        breach_column,
        breach_value
    from recommendations

)

select * from final
