with

receipts as (

    select * from {{ ref('base_pos__receipts_checked') }}

),

receipt_lines as (

    select * from {{ ref('base_pos__receipt_lines_checked') }}

),

stores as (

    select * from {{ ref('base_pos__stores_checked') }}

),

final as (

    select
        'pos' as domain_name,
        'receipts' as entity_name,
        source_system,
        count(*) as rows_in,
        count(case when quarantine_reason is null then 1 end) as rows_out,
        count(quarantine_reason) as rows_quarantined,
        cast(max(case when quarantine_reason is null then sold_at end) as timestamp) as freshest_at
    from receipts
    group by source_system

    union all

    select
        'pos' as domain_name,
        'receipt_lines' as entity_name,
        source_system,
        count(*) as rows_in,
        count(case when quarantine_reason is null then 1 end) as rows_out,
        count(quarantine_reason) as rows_quarantined,
        cast(max(case when quarantine_reason is null then updated_at end) as timestamp) as freshest_at
    from receipt_lines
    group by source_system

    union all

    select
        'pos' as domain_name,
        'stores' as entity_name,
        source_system,
        count(*) as rows_in,
        count(case when quarantine_reason is null then 1 end) as rows_out,
        count(quarantine_reason) as rows_quarantined,
        cast(max(case when quarantine_reason is null then updated_at end) as timestamp) as freshest_at
    from stores
    group by source_system

)

select * from final
