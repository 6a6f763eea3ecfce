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
        {{ contract_counts('pos', 'receipts', 'sold_at') }}
    from receipts
    group by source_system

    union all

    select
        {{ contract_counts('pos', 'receipt_lines', 'updated_at') }}
    from receipt_lines
    group by source_system

    union all

    select
        {{ contract_counts('pos', 'stores', 'updated_at') }}
    from stores
    group by source_system

)

select * from final
