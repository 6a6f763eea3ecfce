with

rejected_rows as (

    select * from {{ ref('int_quality__rejected_rows_unioned') }}

),

final as (

    select
        -- ids
        domain_name,
        entity_name,
        source_system,

        -- attributes
        quarantine_reason,
        breach_column,

        -- measures
        count(*) as rows_quarantined,
        min(row_key) as example_row_key,
        min(breach_value) as example_breach_value

    from rejected_rows

    group by domain_name, entity_name, source_system, quarantine_reason, breach_column

)

select * from final
