with

checks as (

    {{ read_raw('gate', 'checks', {
        'source_system': 'string',
        'table_name': 'string',
        'check_name': 'string',
        'check_kind': 'string',
        'column_name': 'string',
        'expectation': 'string',
        'severity': 'string',
        'check_result': 'string',
        'failure_kind': 'string',
        'expected': 'string',
        'found': 'string',
        'advice': 'string',
        'examples': 'string',
        'rows_checked': 'bigint',
        'rows_failed': 'bigint',
        'freshest_at': 'timestamp',
        'measured_at': 'timestamp',
    }, optional=true) }}

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
