with

receipts as (

    select * from {{ ref('base_pos__receipts_checked') }} where quarantine_reason is not null

),

receipt_lines as (

    select * from {{ ref('base_pos__receipt_lines_checked') }} where quarantine_reason is not null

),

stores as (

    select * from {{ ref('base_pos__stores_checked') }} where quarantine_reason is not null

),

final as (

    select
        'pos' as domain_name,
        'receipts' as entity_name,
        source_system,
        receipt_id as row_key,
        quarantine_reason,
        breach_column,
        breach_value
    from receipts

    union all

    select
        'pos' as domain_name,
        'receipt_lines' as entity_name,
        source_system,
        receipt_line_id as row_key,
        quarantine_reason,
        breach_column,
        breach_value
    from receipt_lines

    union all

    select
        'pos' as domain_name,
        'stores' as entity_name,
        source_system,
        store_id as row_key,
        quarantine_reason,
        breach_column,
        breach_value
    from stores

)

select * from final
