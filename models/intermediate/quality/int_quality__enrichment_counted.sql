with

holidays as (

    select * from {{ ref('base_enrichment__holidays_checked') }}

),

regions as (

    select * from {{ ref('base_enrichment__regions_checked') }}

),

exchange_rates as (

    select * from {{ ref('base_enrichment__exchange_rates_checked') }}

),

recommendations as (

    select * from {{ ref('base_enrichment__recommendations_checked') }}

),

final as (

    select
        'enrichment' as domain_name,
        'holidays' as entity_name,
        source_system,
        count(*) as rows_in,
        count(case when quarantine_reason is null then 1 end) as rows_out,
        count(quarantine_reason) as rows_quarantined,
        cast(max(case when quarantine_reason is null then holiday_date end) as timestamp) as freshest_at
    from holidays
    group by source_system

    union all

    select
        'enrichment' as domain_name,
        'regions' as entity_name,
        source_system,
        count(*) as rows_in,
        count(case when quarantine_reason is null then 1 end) as rows_out,
        count(quarantine_reason) as rows_quarantined,
        cast(max(case when quarantine_reason is null then updated_at end) as timestamp) as freshest_at
    from regions
    group by source_system

    union all

    select
        'enrichment' as domain_name,
        'exchange_rates' as entity_name,
        source_system,
        count(*) as rows_in,
        count(case when quarantine_reason is null then 1 end) as rows_out,
        count(quarantine_reason) as rows_quarantined,
        cast(max(case when quarantine_reason is null then rate_date end) as timestamp) as freshest_at
    from exchange_rates
    group by source_system

    union all

    select
        'enrichment' as domain_name,
        'recommendations' as entity_name,
        source_system,
        count(*) as rows_in,
        count(case when quarantine_reason is null then 1 end) as rows_out,
        count(quarantine_reason) as rows_quarantined,
        cast(max(case when quarantine_reason is null then event_at end) as timestamp) as freshest_at
    from recommendations
    group by source_system

)

select * from final
