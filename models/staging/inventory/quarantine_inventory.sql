with

stock_levels_daily as (

    select * from {{ ref('base_inventory__stock_levels_daily_checked') }} where quarantine_reason is not null

),

final as (

    select
        'inventory' as domain_name,
        'stock_levels_daily' as entity_name,
        source_system,
        concat_ws('|', store_id, product_id, cast(stock_date as {{ dbt.type_string() }})) as row_key,
        quarantine_reason,
        breach_column,
        breach_value
    from stock_levels_daily

)

select * from final
