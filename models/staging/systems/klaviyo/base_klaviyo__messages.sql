with

events as (

    select * from {{ ref('base_klaviyo__events') }}

),

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

flow as (

    {{ read_raw('klaviyo', 'flow', {
        'id': 'string required',
        'name': 'string',
        'updated': 'timestamp',
        '_fivetran_synced': 'timestamp',
    }, optional=true) }}

),

-- A flow sends for as long as it is live: it has no moment of sending and no one subject.
versions as (

    select
        cast(id as {{ dbt.type_string() }}) as message_id,
        name as campaign_name,
        campaign_type,
        subject as subject_line,
        cast(sent_at as {{ dbt.type_string() }}) as sent_at,
        cast(updated as {{ dbt.type_string() }}) as updated_at,
        {{ parse_value('updated', 'timestamp') }} as changed_at,
        {{ parse_value('_fivetran_synced', 'timestamp') }} as loaded_at
    from campaign
    union all
    select
        cast(id as {{ dbt.type_string() }}) as message_id,
        name as campaign_name,
        'flow' as campaign_type,
        cast(null as {{ dbt.type_string() }}) as subject_line,
        cast(null as {{ dbt.type_string() }}) as sent_at,
        cast(updated as {{ dbt.type_string() }}) as updated_at,
        {{ parse_value('updated', 'timestamp') }} as changed_at,
        {{ parse_value('_fivetran_synced', 'timestamp') }} as loaded_at
    from flow

),

ranked as (

    select
        *,
        row_number() over (
            partition by message_id
            order by
                changed_at desc nulls last,
                loaded_at desc nulls last,
                campaign_type desc nulls last,
                campaign_name desc nulls last,
                subject_line desc nulls last,
                sent_at desc nulls last
        ) as version_number

    from versions

),

-- The export does not say by which channel a message goes; its events do.
channels as (

    select
        message_id,
        max(case when message_channel = 'email' then 1 else 0 end) as has_email,
        max(case when message_channel = 'sms' then 1 else 0 end) as has_sms
    from events
    group by message_id

),

final as (

    select
        -- ids
        ranked.message_id,
        ranked.message_id as campaign_id,

        -- attributes
        ranked.campaign_name,
        ranked.campaign_type,
        case when channels.has_sms = 1 and channels.has_email = 0 then 'sms' else 'email' end
            as message_channel,
        ranked.subject_line,

        -- dates
        cast(null as date) as start_date,
        cast(null as date) as end_date,

        -- timestamps
        ranked.sent_at,
        ranked.updated_at

    from ranked

    left join channels
        on ranked.message_id = channels.message_id

    where ranked.version_number = 1

)

select * from final
