with

systems as (

    {{ union_systems(
        domain='enrichment',
        entity='exchange_rates',
        key=['from_currency', 'to_currency', 'rate_date'],
        newest='updated_at',
        columns={
            'from_currency': 'string required',
            'to_currency': 'string required',
            'exchange_rate': 'decimal(18, 8) required',
            'rate_date': 'date required',
            'updated_at': 'timestamp',
        },
    ) }}

),

final as (

    select
        systems.*,
        case
            when systems.breach_reason is not null then systems.breach_reason
            when systems.version_rank > 1 then 'superseded_version'
            when systems.version_number > 1 then 'duplicate_row'
            when systems.exchange_rate <= 0 then 'out_of_range'
        end as quarantine_reason

    from systems

)

select * from final
