with

ticket_chats as (

    {{ read_raw('zendesk', 'ticket_chat', {
        'chat_id': 'string required',
        'ticket_id': 'string required',
        'channel': 'string',
    }, optional=true) }}

),

-- A chat that goes on in a follow-up is listed with both tickets; its messages belong to the first.
final as (

    select
        -- ids
        cast(chat_id as {{ dbt.type_string() }}) as chat_id,
        cast(min({{ parse_value('ticket_id', 'bigint') }}) as {{ dbt.type_string() }}) as ticket_id,

        -- attributes
        case when max(coalesce(channel, 'chat')) = 'chat' then 'chat' else 'messaging' end
            as support_channel

    from ticket_chats

    group by cast(chat_id as {{ dbt.type_string() }})

)

select * from final
