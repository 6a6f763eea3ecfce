with

holidays as (

    select * from {{ ref('base_enrichment__holidays_checked') }} where quarantine_reason is not null

),

regions as (

    select * from {{ ref('base_enrichment__regions_checked') }} where quarantine_reason is not null

),

exchange_rates as (

    select * from {{ ref('base_enrichment__exchange_rates_checked') }}
    where quarantine_reason is not null

),

recommendations as (

    select * from {{ ref('base_enrichment__recommendations_checked') }}
    where quarantine_reason is not null

),

lift_studies as (

    select * from {{ ref('base_enrichment__lift_studies_checked') }}
    where quarantine_reason is not null

),

final as (

    select
        {{ rejected_row(
            'enrichment',
            'holidays',
            ['country_code', 'region_id', 'holiday_date', 'holiday_name']
        ) }}
    from holidays

    union all

    select
        {{ rejected_row('enrichment', 'regions', ['region_id']) }}
    from regions

    union all

    select
        {{ rejected_row(
            'enrichment',
            'exchange_rates',
            ['from_currency', 'to_currency', 'rate_date']
        ) }}
    from exchange_rates

    union all

    select
        {{ rejected_row('enrichment', 'recommendations', ['recommendation_event_id']) }}
    from recommendations

    union all

    select
        {{ rejected_row('enrichment', 'lift_studies', ['study_id']) }}
    from lift_studies

)

select * from final
