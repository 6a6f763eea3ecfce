with

message_events as (

    select * from {{ ref('stg_messaging__message_events') }}

),

messages as (

    select * from {{ ref('stg_messaging__messages') }}

),

-- One row per message and recipient. Whoever opened or clicked a message got it, even where the
-- export has no row of its delivery; what a mail program opened by itself nobody opened.
recipients as (

    select
        message_events.message_id,
        coalesce(message_events.recipient_id, message_events.message_event_id) as recipient_id,
        min(message_events.event_at) as sent_at,
        max(
            case
                when message_events.event_type in ('delivered', 'opened', 'clicked') then 1 else 0
            end
        ) as is_delivered,
        max(
            case
                when
                    message_events.event_type = 'opened'
                    and not coalesce(message_events.is_machine_open, false)
                    then 1
                else 0
            end
        ) as is_opened,
        max(case when message_events.event_type = 'clicked' then 1 else 0 end) as is_clicked

    from message_events

    group by
        message_events.message_id,
        coalesce(message_events.recipient_id, message_events.message_event_id)

),

-- Text messages tell nobody that they were opened; where no message of a channel is ever opened,
-- that is unknown, not 0.
placed as (

    select
        coalesce(messages.message_channel, 'unknown') as channel_id,
        recipients.is_delivered,
        recipients.is_opened,
        recipients.is_clicked,
        max(recipients.is_opened) over (
            partition by coalesce(messages.message_channel, 'unknown')
        ) as has_opens,
        {{ local_date('recipients.sent_at', "'" ~ var('default_time_zone') ~ "'") }}
            as business_date

    from recipients

    left join messages
        on recipients.message_id = messages.message_id

),

-- Opens and clicks stand on the day of the message, or a rate would divide two different sets.
final as (

    select
        channel_id,
        cast(sum(is_delivered) as bigint) as messages_delivered,
        cast(sum(case when has_opens = 1 then is_opened end) as bigint) as messages_opened,
        cast(sum(is_clicked) as bigint) as messages_clicked,
        business_date

    from placed

    group by channel_id, business_date

)

select * from final
