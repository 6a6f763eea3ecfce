with

found as (

    {{ raw_tables_found() }}

),

final as (

    select
        source_name,
        table_name,
        is_table_present,
        missing_columns,
        unknown_columns,
        row_count,
        deleted_row_count,
        freshest_at

    from found

)

select * from final
