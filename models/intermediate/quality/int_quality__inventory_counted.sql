with

stock_levels_daily as (

    select * from {{ ref('base_inventory__stock_levels_daily_checked') }}

),

final as (

    select
        {{ contract_counts('inventory', 'stock_levels_daily', 'stock_date') }}
    from stock_levels_daily
    group by source_system

)

select * from final
