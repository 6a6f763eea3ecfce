with

metric as (

    {{ read_raw('klaviyo', 'metric', {
        'id': 'string required',
        'name': 'string required',
        'updated': 'timestamp',
    }, optional=true) }}

),

versions as (

    select
        *,
        row_number() over (
            partition by id
            order by {{ parse_value('updated', 'timestamp') }} desc nulls last, name desc nulls last
        ) as version_number

    from metric

),

final as (

    select
        -- ids
        id as metric_id,

        -- attributes
        name as metric_name

    from versions

    where version_number = 1

)

select * from final
