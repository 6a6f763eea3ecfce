with

orders as (

    select * from {{ ref('base_marketplaces__orders_checked') }}

),

order_lines as (

    select * from {{ ref('base_marketplaces__order_lines_checked') }}

),

listing_performance_daily as (

    select * from {{ ref('base_marketplaces__listing_performance_daily_checked') }}

),

final as (

    select
        {{ contract_counts('marketplaces', 'orders', 'ordered_at') }}
    from orders
    group by source_system

    union all

    select
        {{ contract_counts('marketplaces', 'order_lines', 'updated_at') }}
    from order_lines
    group by source_system

    union all

    select
        {{ contract_counts('marketplaces', 'listing_performance_daily', 'performance_date') }}
    from listing_performance_daily
    group by source_system

)

select * from final
