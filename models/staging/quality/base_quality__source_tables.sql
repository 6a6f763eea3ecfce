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
        row_count

    from found

)

select * from final
