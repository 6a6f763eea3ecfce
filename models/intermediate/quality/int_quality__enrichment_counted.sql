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

lift_studies as (

    select * from {{ ref('base_enrichment__lift_studies_checked') }}

),

final as (

    select
        {{ contract_counts('enrichment', 'holidays', 'holiday_date') }}
    from holidays
    group by source_system

    union all

    select
        {{ contract_counts('enrichment', 'regions', 'updated_at') }}
    from regions
    group by source_system

    union all

    select
        {{ contract_counts('enrichment', 'exchange_rates', 'rate_date') }}
    from exchange_rates
    group by source_system

    union all

    select
        {{ contract_counts('enrichment', 'recommendations', 'event_at') }}
    from recommendations
    group by source_system

    union all

    select
        {{ contract_counts('enrichment', 'lift_studies', 'end_date') }}
    from lift_studies
    group by source_system

)

select * from final
