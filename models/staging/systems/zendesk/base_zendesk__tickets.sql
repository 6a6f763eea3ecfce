with

requests as (

    select * from {{ ref('base_zendesk__requests') }}

),

users as (

    select * from {{ ref('base_zendesk__users') }}

),

topics as (

    select * from {{ ref('base_zendesk__topics') }}

),

solutions as (

    select * from {{ ref('base_zendesk__solutions') }}

),

ticket_messages as (

    select * from {{ ref('base_zendesk__ticket_messages') }} where author_role = 'agent'

),

zendesk_channels as (

    select * from {{ ref('zendesk_channels') }}

),

-- A ticket that an agent opens begins with a comment of the agent, which answers nothing.
first_replies as (

    select
        requests.ticket_id,
        min({{ parse_value('ticket_messages.sent_at', 'timestamp') }}) as first_replied_at
    from requests
    inner join ticket_messages
        on requests.ticket_id = ticket_messages.ticket_id
    where
        coalesce({{ parse_value('ticket_messages.is_public', 'boolean') }}, true)
        and {{ parse_value('ticket_messages.sent_at', 'timestamp') }}
        > {{ parse_value('requests.created_at', 'timestamp') }}
    group by requests.ticket_id

),

-- The requester's record is the account: its external id may be the webshop's key, but that one is
-- not unique in Zendesk, and would be taken for a key of Zendesk's own.
final as (

    select
        -- ids
        requests.ticket_id,
        requests.account_id,
        cast(null as {{ dbt.type_string() }}) as loyalty_id,
        requests.transaction_reference,
        requests.product_id,
        requests.store_id,

        -- attributes
        users.email,
        users.phone,
        coalesce(zendesk_channels.support_channel, requests.via_channel) as support_channel,
        coalesce(topics.topic, requests.ticket_type) as topic,
        requests.priority,
        requests.ticket_status,

        -- measures
        solutions.reopen_count,

        -- timestamps
        requests.created_at,
        first_replies.first_replied_at,
        case when lower(requests.ticket_status) in ('solved', 'closed') then solutions.solved_at end
            as solved_at,
        requests.updated_at

    from requests

    left join users
        on requests.account_id = users.account_id

    left join topics
        on requests.ticket_id = topics.ticket_id

    left join solutions
        on requests.ticket_id = solutions.ticket_id

    left join first_replies
        on requests.ticket_id = first_replies.ticket_id

    left join zendesk_channels
        on requests.via_channel = zendesk_channels.via_channel

)

select * from final
