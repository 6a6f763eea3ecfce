with

source_tables as (

    select * from {{ ref('base_quality__source_tables') }}

),

final as (

    select
        -- ids
        source_name,
        table_name,

        -- attributes
        case
            when not is_table_present then 'absent'
            when row_count = 0 then 'empty'
            else 'present'
        end as table_status,
        nullif(missing_columns, '') as missing_columns,
        nullif(unknown_columns, '') as unknown_columns,

        -- measures
        row_count,
        deleted_row_count,

        -- timestamps
        freshest_at

    from source_tables

)

select * from final
