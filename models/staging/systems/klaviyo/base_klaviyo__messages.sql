with

events as (

    select * from {{ ref('base_klaviyo__events') }}

),

campaigns as (

    select * from {{ ref('base_klaviyo__campaigns') }}

),

flows as (

    select * from {{ ref('base_klaviyo__flows') }}

),

messages as (

    select * from campaigns
    union all
    select * from flows

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
        messages.message_id,
        messages.message_id as campaign_id,

        -- attributes
        messages.campaign_name,
        messages.campaign_type,
        case when channels.has_sms = 1 and channels.has_email = 0 then 'sms' else 'email' end
            as message_channel,
        messages.subject_line,

        -- dates
        cast(null as date) as start_date,
        cast(null as date) as end_date,

        -- timestamps
        messages.sent_at,
        messages.updated_at

    from messages

    left join channels
        on messages.message_id = channels.message_id

)

select * from final
