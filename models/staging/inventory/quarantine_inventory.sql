with

stock_levels_daily as (

    select * from {{ ref('base_inventory__stock_levels_daily_checked') }}
    where quarantine_reason is not null

),

final as (

    select
        {{ rejected_row(
            'inventory',
            'stock_levels_daily',
            ['store_id', 'product_id', 'stock_date']
        ) }}
    from stock_levels_daily

)

select * from final
