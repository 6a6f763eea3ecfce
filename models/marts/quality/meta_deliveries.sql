with

checks as (

    select * from {{ ref('base_quality__delivery_checks') }}

),

final as (

    select
        -- ids
        source_system,
        table_name,
        check_name,

        -- attributes
        check_kind,
        column_name,
        expectation,
        severity,
        check_result,
        failure_kind,
        expected,
        found,
        advice,
        examples,

        -- measures
        rows_checked,
        rows_failed,

        -- timestamps
        freshest_at,
        measured_at

    from checks

)

select * from final
