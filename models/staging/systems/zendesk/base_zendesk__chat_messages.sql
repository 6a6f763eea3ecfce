with

chats as (

    select * from {{ ref('base_zendesk__chats') }}

),

users as (

    select * from {{ ref('base_zendesk__users') }}

),

chat_events as (

    {{ read_raw('zendesk', 'ticket_chat_event', {
        'chat_id': 'string required',
        'chat_index': 'bigint',
        'created_at': 'timestamp required',
        'type': 'string required',
        'actor_id': 'string',
        'is_history_context': 'boolean',
        'original_message': 'json',
    }, optional=true) }}

),

-- What an earlier chat shows again as its context is no new message.
chat_messages as (

    select
        *,
        cast(chat_id as {{ dbt.type_string() }}) as chat,
        coalesce(cast(actor_id as {{ dbt.type_string() }}), '') as actor
    from chat_events
    where
        type in ('ChatMessage', 'ChatFileAttachment')
        and coalesce({{ parse_value('is_history_context', 'boolean') }}, false) = false

),

-- Agents are written agent:<user>; visitors have their plain number, or none if they are unknown.
final as (

    select
        -- ids
        concat_ws(
            '-',
            'chat',
            chat_messages.chat,
            coalesce(
                cast(chat_messages.chat_index as {{ dbt.type_string() }}),
                cast(chat_messages.created_at as {{ dbt.type_string() }})
            )
        ) as ticket_message_id,
        chats.ticket_id,

        -- attributes
        case
            when {{ json_value('chat_messages.original_message', 'source.type') }} = 'zd:answerBot'
                then 'bot'
            when chat_messages.actor = '__trigger' then 'bot'
            when substr(chat_messages.actor, 1, 2) = '__' then 'system'
            when substr(chat_messages.actor, 1, 6) = 'agent:' then 'agent'
            else coalesce(users.author_role, 'customer')
        end as author_role,
        coalesce(chats.support_channel, 'chat') as support_channel,

        -- timestamps
        chat_messages.created_at as sent_at

    from chat_messages

    left join chats
        on chat_messages.chat = chats.chat_id

    left join users
        on chat_messages.actor = users.account_id

)

select * from final
