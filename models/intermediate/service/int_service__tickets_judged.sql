with

tickets as (

    select * from {{ ref('stg_support__tickets') }}

),

messages as (

    select * from {{ ref('stg_support__ticket_messages') }}

),

resolved as (

    select * from {{ ref('int_identity__records_resolved') }} where record_type = 'support.tickets'

),

stores as (

    select * from {{ ref('stg_pos__stores') }}

),

-- Notes between agents and answers of a machine are no reply.
replies as (

    select
        ticket_id,
        count(*) as agent_replies

    from messages

    where author_role = 'agent' and coalesce(is_public, true)

    group by ticket_id

),

tickets_followed as (

    select
        tickets.*,
        resolved.customer_id,
        coalesce(replies.agent_replies, 0) as agent_replies,
        {{ local_date(
            'tickets.created_at', "coalesce(stores.time_zone, '" ~ var('default_time_zone') ~ "')"
        ) }} as contact_date,
        case
            when resolved.customer_id is not null
                then lead(tickets.created_at) over (
                    partition by resolved.customer_id
                    order by tickets.created_at, tickets.ticket_id
                )
        end as next_created_at

    from tickets

    left join resolved
        on tickets.ticket_id = resolved.record_id

    left join replies
        on tickets.ticket_id = replies.ticket_id

    left join stores
        on tickets.store_id = stores.store_id

),

-- Solved at the first contact: one reply, never opened again, and nothing more to ask within seven
-- days.
final as (

    select
        -- ids
        ticket_id,
        customer_id,
        {{ service_channel('support_channel') }} as channel_id,
        coalesce(store_id, 'no_store') as store_id,

        -- measures
        agent_replies,
        ({{ epoch_seconds('first_replied_at') }} - {{ epoch_seconds('created_at') }})
        / cast(60 as double) as first_response_minutes,
        ({{ epoch_seconds('solved_at') }} - {{ epoch_seconds('created_at') }})
        / cast(3600 as double) as resolution_hours,

        -- flags
        solved_at is not null as is_solved,
        coalesce(
            solved_at is not null
            and agent_replies = 1
            and coalesce(reopen_count, 0) = 0
            and (
                next_created_at is null or next_created_at > {{ add_hours('created_at', 168) }}
            ),
            false
        ) as is_solved_at_once,

        -- dates
        contact_date

    from tickets_followed

)

select * from final
