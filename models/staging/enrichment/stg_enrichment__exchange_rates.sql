with

checked as (

    select * from {{ ref('base_enrichment__exchange_rates_checked') }}
    where quarantine_reason is null

),

final as (

    select
        -- attributes
        from_currency,
        to_currency,

        -- measures
        exchange_rate,

        -- dates
        rate_date,

        -- timestamps
        updated_at,

        -- origin
        source_system

    from checked

)

select * from final
