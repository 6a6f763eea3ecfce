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
        {{ rejected_row('pos', 'receipts', ['receipt_id']) }}
    from receipts

    union all

    select
        {{ rejected_row('pos', 'receipt_lines', ['receipt_line_id']) }}
    from receipt_lines

    union all

    select
        {{ rejected_row('pos', 'stores', ['store_id']) }}
    from stores

)

select * from final
