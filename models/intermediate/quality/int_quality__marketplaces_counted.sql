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
        'marketplaces' as domain_name,
        'orders' as entity_name,
        source_system,
        count(*) as rows_in,
        count(case when quarantine_reason is null then 1 end) as rows_out,
        count(quarantine_reason) as rows_quarantined,
        cast(max(case when quarantine_reason is null then ordered_at end) as timestamp) as freshest_at
    from orders
    group by source_system

    union all

    select
        'marketplaces' as domain_name,
        'order_lines' as entity_name,
        source_system,
        count(*) as rows_in,
        count(case when quarantine_reason is null then 1 end) as rows_out,
        count(quarantine_reason) as rows_quarantined,
        cast(max(case when quarantine_reason is null then updated_at end) as timestamp) as freshest_at
    from order_lines
    group by source_system

    union all

    select
        'marketplaces' as domain_name,
        'listing_performance_daily' as entity_name,
        source_system,
        count(*) as rows_in,
        count(case when quarantine_reason is null then 1 end) as rows_out,
        count(quarantine_reason) as rows_quarantined,
        cast(max(case when quarantine_reason is null then performance_date end) as timestamp) as freshest_at
    from listing_performance_daily
    group by source_system

)

select * from final
