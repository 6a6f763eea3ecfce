with

requests as (

    select * from {{ ref('base_zendesk__requests') }}

),

users as (

    select * from {{ ref('base_zendesk__users') }}

),

chat_messages as (

    select * from {{ ref('base_zendesk__chat_messages') }}

),

comments as (

    {{ read_raw('zendesk', 'ticket_comment', {
        'id': 'string required',
        'ticket_id': 'string required',
        'user_id': 'string',
        'public': 'boolean',
        'voice_comment': 'boolean',
        'facebook_comment': 'boolean',
        'tweet': 'boolean',
        'created': 'timestamp required',
    }) }}

),

requesters as (

    select distinct
        ticket_id,
        account_id
    from requests

),

chat_tickets as (

    select distinct ticket_id as chat_ticket_id
    from chat_messages

),

-- Equal for copies of one row, so that a copy of the first comment is the first comment too.
comments_ordered as (

    select
        cast(id as {{ dbt.type_string() }}) as ticket_message_id,
        cast(ticket_id as {{ dbt.type_string() }}) as ticket_id,
        cast(user_id as {{ dbt.type_string() }}) as author_id,
        {{ parse_value('voice_comment', 'boolean') }} as is_call,
        {{ parse_value('facebook_comment', 'boolean') }} as is_facebook_comment,
        {{ parse_value('tweet', 'boolean') }} as is_tweet,
        cast(public as {{ dbt.type_string() }}) as is_public,
        cast(created as {{ dbt.type_string() }}) as sent_at,
        rank() over (
            partition by ticket_id
            order by {{ parse_value('created', 'timestamp') }}, cast(id as {{ dbt.type_string() }})
        ) as comment_rank
    from comments

),

-- The first comment of a chat's ticket is the whole chat once more. The author may be deleted: then
-- the requester is known from the ticket, and only agents write notes that customers cannot see.
written_comments as (

    select
        comments_ordered.ticket_message_id,
        comments_ordered.ticket_id,
        case
            when comments_ordered.author_id = '-1' then 'system'
            when users.author_role is not null then users.author_role
            when comments_ordered.author_id = requesters.account_id then 'customer'
            when lower(comments_ordered.is_public) in ('false', 'f', '0') then 'agent'
        end as author_role,
        case
            when comments_ordered.is_call then 'phone'
            when comments_ordered.is_facebook_comment or comments_ordered.is_tweet then 'social'
        end as support_channel,
        comments_ordered.is_public,
        comments_ordered.sent_at
    from comments_ordered
    left join users
        on comments_ordered.author_id = users.account_id
    left join requesters
        on
            comments_ordered.ticket_id = requesters.ticket_id
            and comments_ordered.author_id = requesters.account_id
    left join chat_tickets
        on comments_ordered.ticket_id = chat_tickets.chat_ticket_id
    where chat_tickets.chat_ticket_id is null or comments_ordered.comment_rank > 1

),

final as (

    select
        -- ids
        ticket_message_id,
        ticket_id,

        -- attributes
        author_role,
        support_channel,

        -- flags
        is_public,

        -- timestamps
        sent_at

    from written_comments

    union all

    select
        -- ids
        ticket_message_id,
        ticket_id,

        -- attributes
        author_role,
        support_channel,

        -- flags
        'true' as is_public,

        -- timestamps
        cast(sent_at as {{ dbt.type_string() }}) as sent_at

    from chat_messages

)

select * from final
