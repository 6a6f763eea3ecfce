with

orders as (

    select * from {{ ref('base_marketplaces__orders_checked') }} where quarantine_reason is not null

),

order_lines as (

    select * from {{ ref('base_marketplaces__order_lines_checked') }} where quarantine_reason is not null

),

listing_performance_daily as (

    select * from {{ ref('base_marketplaces__listing_performance_daily_checked') }} where quarantine_reason is not null

),

final as (

    select
        'marketplaces' as domain_name,
        'orders' as entity_name,
        source_system,
        order_id as row_key,
        quarantine_reason,
        breach_column,
        breach_value
    from orders

    union all

    select
        'marketplaces' as domain_name,
        'order_lines' as entity_name,
        source_system,
        order_line_id as row_key,
        quarantine_reason,
        breach_column,
        breach_value
    from order_lines

    union all

    select
        'marketplaces' as domain_name,
        'listing_performance_daily' as entity_name,
        source_system,
        concat_ws('|', marketplace_name, product_id, cast(performance_date as {{ dbt.type_string() }})) as row_key,
        quarantine_reason,
        breach_column,
        breach_value
    from listing_performance_daily

)

select * from final
