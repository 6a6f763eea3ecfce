with

stock_levels_daily as (

    select * from {{ ref('base_inventory__stock_levels_daily_checked') }}

),

final as (

    select
        'inventory' as domain_name,
        'stock_levels_daily' as entity_name,
        source_system,
        count(*) as rows_in,
        count(case when quarantine_reason is null then 1 end) as rows_out,
        count(quarantine_reason) as rows_quarantined,
        cast(max(case when quarantine_reason is null then stock_date end) as timestamp) as freshest_at
    from stock_levels_daily
    group by source_system

)

select * from final
