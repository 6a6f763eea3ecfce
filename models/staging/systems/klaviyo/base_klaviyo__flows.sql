with

flow as (

    {{ read_raw('klaviyo', 'flow', {
        'id': 'string required',
        'name': 'string',
        'updated': 'timestamp',
        '_fivetran_synced': 'timestamp',
    }, optional=true) }}

),

versions as (

    select
        *,
        row_number() over (
            partition by id
            order by
                {{ parse_value('updated', 'timestamp') }} desc nulls last,
                {{ parse_value('_fivetran_synced', 'timestamp') }} desc nulls last,
                name desc nulls last
        ) as version_number

    from flow

),

-- A flow sends for as long as it is live: it has no moment of sending and no one subject.
final as (

    select
        -- ids
        cast(id as {{ dbt.type_string() }}) as message_id,

        -- attributes
        name as campaign_name,
        'flow' as campaign_type,
        cast(null as {{ dbt.type_string() }}) as subject_line,

        -- timestamps
        cast(null as {{ dbt.type_string() }}) as sent_at,
        cast(updated as {{ dbt.type_string() }}) as updated_at

    from versions

    where version_number = 1

)

select * from final
