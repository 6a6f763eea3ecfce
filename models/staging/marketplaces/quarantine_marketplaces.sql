with

orders as (

    select * from {{ ref('base_marketplaces__orders_checked') }} where quarantine_reason is not null

),

order_lines as (

    select * from {{ ref('base_marketplaces__order_lines_checked') }}
    where quarantine_reason is not null

),

listing_performance_daily as (

    select * from {{ ref('base_marketplaces__listing_performance_daily_checked') }}
    where quarantine_reason is not null

),

final as (

    select
        {{ rejected_row('marketplaces', 'orders', ['order_id']) }}
    from orders

    union all

    select
        {{ rejected_row('marketplaces', 'order_lines', ['order_line_id']) }}
    from order_lines

    union all

    select
        {{ rejected_row(
            'marketplaces',
            'listing_performance_daily',
            ['marketplace_name', 'product_id', 'performance_date']
        ) }}
    from listing_performance_daily

)

select * from final
