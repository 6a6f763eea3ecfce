with

message_events as (

    select * from {{ ref('stg_messaging__message_events') }}

),

recipients as (

    select * from {{ ref('int_identity__message_events_resolved') }}

),

messages as (

    select * from {{ ref('stg_messaging__messages') }}

),

sessions as (

    select * from {{ ref('int_journey__sessions_resolved') }} where customer_id is not null

),

-- A letter is in the hand when it is sent; of a message on a screen only what the reader did
-- counts, and not what his mail program did for him.
contacts as (

    select
        message_events.message_event_id,
        message_events.source_system,
        recipients.customer_id,
        messages.message_channel,
        {{ campaign_key('messages.campaign_name') }} as campaign_key,
        case message_events.event_type
            when 'opened' then 'message_open'
            when 'clicked' then 'message_click'
            else 'letter'
        end as touch_kind,
        message_events.event_at

    from message_events

    inner join messages
        on message_events.message_id = messages.message_id

    left join recipients
        on message_events.message_event_id = recipients.message_event_id

    where
        (
            message_events.event_type in ('opened', 'clicked')
            and not coalesce(message_events.is_machine_open, false)
        )
        or (message_events.event_type = 'sent' and messages.message_channel = 'direct_mail')

),

-- A click and the visit that it led to are one contact.
clicks_visited as (

    select
        contacts.message_event_id,
        min(sessions.web_session_id) as web_session_id

    from contacts

    inner join sessions
        on
            contacts.customer_id = sessions.customer_id
            and contacts.message_channel = sessions.channel_id
            and sessions.started_at >= contacts.event_at - interval 5 minute
            and sessions.started_at <= contacts.event_at + interval 30 minute

    where contacts.touch_kind = 'message_click'

    group by contacts.message_event_id

),

final as (

    select
        'message:' || contacts.message_event_id as touchpoint_id,
        contacts.touch_kind,
        'research' as touch_purpose,
        contacts.message_channel as channel_id,
        contacts.customer_id,
        contacts.campaign_key,
        contacts.source_system,
        'visit:' || clicks_visited.web_session_id as same_contact_id,
        contacts.event_at as touched_at

    from contacts

    left join clicks_visited
        on contacts.message_event_id = clicks_visited.message_event_id

)

select * from final
