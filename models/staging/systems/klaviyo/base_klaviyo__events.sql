with

event as (

    {{ read_raw('klaviyo', 'event', {
        'id': 'string required',
        'person_id|personId': 'string',
        'metric_id|metricId': 'string',
        'type': 'string',
        'campaign_id|campaignId': 'string',
        'flow_id|flowId': 'string',
        'timestamp|datetime': 'timestamp required',
        'property_machine_open|propertyMachineOpen': 'boolean',
        'property_apple_privacy_open|propertyApplePrivacyOpen': 'boolean',
    }) }}

),

metric as (

    {{ read_raw('klaviyo', 'metric', {
        'id': 'string required',
        'name': 'string required',
        'updated': 'timestamp',
    }, optional=true) }}

),

metric_versions as (

    select
        *,
        row_number() over (
            partition by id
            order by {{ parse_value('updated', 'timestamp') }} desc nulls last, name desc nulls last
        ) as version_number

    from metric

),

-- Old connectors wrote the name of the metric into the event itself.
named as (

    select
        event.*,
        lower(coalesce(metrics.name, event.type)) as metric_name

    from event

    left join metric_versions as metrics
        on event.metric_id = metrics.id and metrics.version_number = 1

),

-- Klaviyo has no event for the sending itself: `Sent SMS` is a text that a customer sent.
typed as (

    select
        *,
        case
            when metric_name in ('received email', 'received sms') then 'delivered'
            when metric_name = 'opened email' then 'opened'
            when metric_name in ('clicked email', 'clicked sms') then 'clicked'
            when metric_name in ('bounced email', 'failed to deliver sms') then 'bounced'
            when metric_name = 'marked email as spam' then 'complained'
            when metric_name in (
                'unsubscribed', 'unsubscribed from email', 'unsubscribed from email marketing',
                'unsubscribed from sms', 'unsubscribed from sms marketing'
            ) then 'unsubscribed'
        end as event_type,
        {{ parse_value('property_machine_open', 'boolean') }} as is_bot,
        {{ parse_value('property_apple_privacy_open', 'boolean') }} as is_private_open

    from named

),

-- Who unsubscribes without a message (a list, the account page) is no event of a message; any other
-- event without one is kept, for the contract to quarantine it.
final as (

    select
        -- ids
        cast(id as {{ dbt.type_string() }}) as message_event_id,
        coalesce(
            cast(campaign_id as {{ dbt.type_string() }}), cast(flow_id as {{ dbt.type_string() }})
        ) as message_id,
        cast(person_id as {{ dbt.type_string() }}) as person_id,

        -- attributes
        event_type,
        case when metric_name like '%sms%' then 'sms' else 'email' end as message_channel,

        -- flags
        case
            when event_type = 'opened' and (is_bot or is_private_open) then true
            when event_type = 'opened' then coalesce(is_bot, is_private_open)
        end as is_machine_open,

        -- timestamps
        {{ adapter.quote('timestamp') }} as event_at

    from typed

    where
        event_type is not null
        and (event_type != 'unsubscribed' or campaign_id is not null or flow_id is not null)

)

select * from final
