with

campaign as (

    {{ read_raw('klaviyo', 'campaign', {
        'id': 'string required',
        'name': 'string',
        'subject': 'string',
        'campaign_type|campaignType': 'string',
        'sent_at|sentAt': 'timestamp',
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
                name desc nulls last,
                subject desc nulls last,
                campaign_type desc nulls last,
                sent_at desc nulls last
        ) as version_number

    from campaign

),

final as (

    select
        -- ids
        cast(id as {{ dbt.type_string() }}) as message_id,

        -- attributes
        name as campaign_name,
        campaign_type,
        subject as subject_line,

        -- timestamps
        cast(sent_at as {{ dbt.type_string() }}) as sent_at,
        cast(updated as {{ dbt.type_string() }}) as updated_at

    from versions

    where version_number = 1

)

select * from final
