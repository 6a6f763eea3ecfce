-- Zendesk as Fivetran's connector loads it. What happens after the night of the export is not in it.
-- Three kinds of tickets are added that are none of the world: deleted ones, spam with the status
-- deleted, and a channel that the seed does not know.

create or replace temp table zendesk_clock as
select
    last_day + interval 1 day as exported_at,
    last_day + interval 1 day + interval 3 hour as synced_at,
    first_day + interval 3 hour as first_synced_at,
    chunk
from world.settings;

-- Texts as people write them: nothing here may be executed by what reads them.
create or replace temp table zendesk_texts as
select * from (values
    (0, '<script>alert("hello")</script> where is my parcel?'),
    (1, 'It''s {{ broken }} and {% here %} too; DROP TABLE orders; --'),
    (2, 'Line one' || chr(10) || 'line "two"' || chr(9) || '=HYPERLINK("http://example.com")'),
    (3, '😀 Größe passt nicht, 100 % zurück! ñ 漢字')
) as t (text_no, odd_text);

create or replace temp table zendesk_tickets as
select
    tickets.*,
    1000 + ticket_no as ticket_id,
    370000000000 + requester_no as requester_id,
    360000000001 + world.n('zendesk_agent', ticket_no, 8) as agent_id,
    case support_channel
        when 'phone' then 'voice'
        when 'web_form' then case when world.u('zendesk_form', ticket_no) < 0.3 then 'api' else 'web' end
        when 'social' then case when world.u('zendesk_social', ticket_no) < 0.5 then 'facebook' else 'twitter_dm' end
        else support_channel
    end as via_channel,
    least(updated_at, clock.exported_at - interval 1 second) as changed_at,
    world.u('zendesk_ticket_dirt', ticket_no) as dirt_draw,
    false as is_deleted,
    clock.exported_at,
    clock.synced_at
from world.tickets
cross join zendesk_clock as clock;

-- Ticket ids of the world end on 0 or 1 after the thousand; these have ten digits.
insert into zendesk_tickets
select * replace (
    9000000000 + ticket_id as ticket_id,
    case when dirt_draw < 0.955 then 'closed' else 'deleted' end as ticket_status,
    dirt_draw < 0.955 as is_deleted,
    2.0 as dirt_draw
)
from zendesk_tickets
where dirt_draw >= 0.95 and dirt_draw < 0.96 and world.u('zendesk_user_deleted', requester_no) >= 0.003;

insert into zendesk_tickets
select * replace (9500000000 + ticket_id as ticket_id, 'any_channel' as via_channel, 2.0 as dirt_draw)
from zendesk_tickets
where dirt_draw >= 0.96 and dirt_draw < 0.962;

create or replace view out.zendesk__ticket as
with versions as (
    select *, 0 as copy_no from zendesk_tickets
    union all
    -- The same row once more.
    select *, 1 as copy_no from zendesk_tickets where dirt_draw < 0.004
    union all
    -- The row as it was loaded on the day the ticket was opened.
    select
        * replace ('open' as ticket_status, created_at as changed_at, synced_at - interval 1 day as synced_at),
        2 as copy_no
    from zendesk_tickets
    where dirt_draw >= 0.004 and dirt_draw < 0.010 and changed_at > created_at
)

select
    versions.ticket_id as id,
    versions.synced_at as _fivetran_synced,
    versions.is_deleted as _fivetran_deleted,
    false as allow_channelback,
    case when versions.first_replied_at < versions.exported_at then versions.agent_id end as assignee_id,
    360003529474 as brand_id,
    versions.created_at,
    coalesce(texts.odd_text, 'Hello, please help me with my order.') as description,
    cast(null as timestamp) as due_at,
    versions.transaction_reference as external_id,
    360006965034 as group_id,
    false as has_incidents,
    true as is_public,
    versions.priority,
    'service@omnimart.example' as recipient,
    versions.requester_id,
    case when versions.via_channel = 'voice' then versions.agent_id else versions.requester_id end as submitter_id,
    versions.ticket_status as status,
    coalesce(texts.odd_text, 'My order') as subject,
    'question' as type,
    strftime(versions.changed_at, '%Y-%m-%d %H:%M:%S') as updated_at,
    'https://omnimart.zendesk.example/api/v2/tickets/' || versions.ticket_id || '.json' as url,
    versions.via_channel,
    versions.store_id as custom_store_id,
    versions.product_id as custom_product_id,
    '[]' as merged_ticket_ids
from versions
left join zendesk_texts as texts
    on world.n('zendesk_text', versions.ticket_id, 200) = texts.text_no
order by versions.ticket_id, versions.copy_no;

insert into world.dirt
select 'zendesk', 'support', 'tickets', 'duplicate_row', count(*) from zendesk_tickets where dirt_draw < 0.004
union all
select 'zendesk', 'support', 'tickets', 'superseded_version', count(*)
from zendesk_tickets where dirt_draw >= 0.004 and dirt_draw < 0.010 and changed_at > created_at
union all
select 'zendesk', 'support', 'tickets', 'unknown_value', count(*)
from zendesk_tickets where via_channel = 'any_channel' or ticket_status = 'deleted';

-- Customers who wrote, and eight agents. A few customers had their account deleted.
create or replace view out.zendesk__user as
with requesters as (
    select requester_no, max(email_given) as email, max(phone_given) as phone, max(account_no) as account_no, min(created_at) as first_at
    from zendesk_tickets
    group by requester_no
)

select
    370000000000 + requesters.requester_no as id,
    clock.synced_at as _fivetran_synced,
    world.u('zendesk_user_deleted', requesters.requester_no) < 0.003 as _fivetran_deleted,
    true as active,
    requesters.email,
    cast(6000000000000 + requesters.account_no as varchar) as external_id,
    case when world.u('zendesk_name', requesters.requester_no) < 0.005 then '<b>{{ name }}</b> "Bobby"; 😀' else people.first_name || ' ' || people.last_name end as name,
    requesters.phone,
    'end-user' as role,
    people.language_code as locale,
    false as suspended,
    true as verified,
    requesters.first_at as created_at,
    requesters.first_at as updated_at
from requesters
inner join world.people on requesters.requester_no = people.person_id
cross join zendesk_clock as clock

union all

select
    360000000001 + agent_index,
    clock.synced_at,
    false,
    true,
    format('agent{}@omnimart.example', agent_index + 1),
    null,
    format('Agent {}', agent_index + 1),
    null,
    case when agent_index = 0 then 'admin' else 'agent' end,
    'EN',
    false,
    true,
    clock.first_synced_at,
    clock.first_synced_at
from zendesk_clock as clock
cross join range(8) as t (agent_index)
where clock.chunk = 0
order by id;

-- Each message of the world once: in chats as an event, elsewhere as a comment. The fourth message of a
-- chat's ticket is a letter of the next day.
create or replace temp table zendesk_messages as
select
    messages.ticket_message_no,
    messages.message_index,
    messages.author_role,
    messages.sent_at,
    tickets.ticket_id,
    tickets.requester_id,
    tickets.agent_id,
    tickets.first_replied_at,
    tickets.exported_at,
    tickets.synced_at,
    tickets.support_channel = 'chat' as is_chat_ticket,
    tickets.support_channel = 'chat' and messages.message_index < 3 as is_in_chat,
    tickets.support_channel
from world.ticket_messages as messages
inner join zendesk_tickets as tickets
    on messages.ticket_no + 1000 = tickets.ticket_id
where messages.sent_at < tickets.exported_at;

create or replace view out.zendesk__ticket_comment as
with comments as (
    select
        20000000000 + ticket_message_no * 10 as id,
        ticket_id,
        case author_role when 'agent' then agent_id else requester_id end as user_id,
        true as is_public,
        support_channel = 'phone' and message_index = 0 as is_call,
        support_channel = 'social' and author_role = 'customer' as is_social,
        sent_at as created,
        synced_at
    from zendesk_messages
    where not is_in_chat

    union all

    -- The whole chat once more, written when it is over.
    select 20000000000 + ticket_message_no * 10 + 1, ticket_id, agent_id, true, false, false, first_replied_at + interval 45 minute, synced_at
    from zendesk_messages
    where is_in_chat and message_index = 1 and first_replied_at + interval 45 minute < exported_at

    union all

    -- Notes that the customer does not see.
    select 20000000000 + ticket_message_no * 10 + 2, ticket_id, agent_id, false, false, false, sent_at + interval 3 minute, synced_at
    from zendesk_messages
    where not is_chat_ticket and message_index = 1 and world.u('zendesk_note', ticket_message_no) < 0.05 and sent_at + interval 3 minute < exported_at

    union all

    select 30000000000 + ticket_id, ticket_id, requester_id, true, false, false, created_at, synced_at
    from zendesk_tickets
    where ticket_id >= 9000000000
)

select
    comments.id,
    comments.synced_at as _fivetran_synced,
    coalesce(texts.odd_text, 'Hello') as body,
    comments.created,
    comments.is_social as facebook_comment,
    comments.is_public as public,
    comments.ticket_id,
    false as tweet,
    comments.user_id,
    comments.is_call as voice_comment
from comments
-- The same comment loaded twice.
cross join (values (0), (1)) as copies (copy_no)
left join zendesk_texts as texts
    on world.n('zendesk_body', comments.id, 200) = texts.text_no
where copies.copy_no = 0 or world.u('zendesk_comment_copy', comments.id) < 0.002 and comments.ticket_id < 9000000000 and comments.id % 10 = 0
order by comments.id, copies.copy_no;

insert into world.dirt
select 'zendesk', 'support', 'ticket_messages', 'duplicate_row', count(*)
from zendesk_messages
where not is_in_chat and world.u('zendesk_comment_copy', 20000000000 + ticket_message_no * 10) < 0.002
union all
select 'zendesk', 'support', 'ticket_messages', 'orphan_ticket', count(*) from zendesk_tickets where ticket_id >= 9000000000;

create or replace view out.zendesk__ticket_field_history as
with moments as (
    select
        *,
        first_replied_at + interval 10 minute as first_solved_at,
        first_replied_at + interval 30 minute as reopened_at
    from zendesk_tickets
    where ticket_id < 9000000000
),

changes as (
    select ticket_id, 'status' as field_name, 'new' as value, created_at as updated, requester_id as user_id, exported_at, synced_at from moments
    union all
    select ticket_id, 'status', 'open', first_replied_at, agent_id, exported_at, synced_at from moments
    union all
    select ticket_id, 'status', 'solved', first_solved_at, agent_id, exported_at, synced_at from moments where reopen_count > 0
    union all
    select ticket_id, 'status', 'open', reopened_at, requester_id, exported_at, synced_at from moments where reopen_count > 0
    union all
    select ticket_id, 'status', 'solved', solved_at, agent_id, exported_at, synced_at from moments where solved_at is not null
    union all
    select ticket_id, 'status', 'closed', changed_at, null, exported_at, synced_at from moments where ticket_status = 'closed'
    union all
    select ticket_id, 'satisfaction_score', 'offered', changed_at, null, exported_at, synced_at from moments where ticket_status in ('solved', 'closed')
    union all
    -- One of twenty who answer think again.
    select ticket_id, 'satisfaction_score', case csat_label when 'good' then 'bad' else 'good' end, csat_at - interval 10 minute, requester_id, exported_at, synced_at
    from moments
    where csat_label is not null and world.u('zendesk_second_thought', ticket_no) < 0.05
    union all
    select ticket_id, 'satisfaction_score', csat_label, csat_at, requester_id, exported_at, synced_at from moments where csat_label is not null
    union all
    select ticket_id, 'assignee_id', cast(agent_id as varchar), first_replied_at, agent_id, exported_at, synced_at from moments
    union all
    select ticket_id, 'priority', priority, created_at + interval 1 minute, null, exported_at, synced_at from moments where priority is not null
)

select
    changes.field_name,
    changes.ticket_id,
    changes.updated,
    changes.synced_at as _fivetran_synced,
    changes.user_id,
    changes.value
from changes
-- The history repeats rows of a status.
cross join (values (0), (1)) as copies (copy_no)
where
    changes.updated < changes.exported_at
    and (copies.copy_no = 0 or changes.field_name = 'status' and world.u('zendesk_history_copy', changes.ticket_id) < 0.01)
order by changes.ticket_id, changes.field_name, changes.updated, changes.value, copies.copy_no;

insert into world.dirt
select 'zendesk', 'support', 'satisfaction_ratings', 'superseded_version', count(*)
from zendesk_tickets
where ticket_id < 9000000000 and csat_label is not null and world.u('zendesk_second_thought', ticket_no) < 0.05 and csat_at < exported_at;

create or replace view out.zendesk__ticket_tag as
select tagged.ticket_id, tagged.tag, tagged.synced_at as _fivetran_synced
from (
    select ticket_id, 'topic_' || topic as tag, synced_at from zendesk_tickets
    union all
    select ticket_id, 'vip', synced_at from zendesk_tickets where ticket_no % 40 = 0
) as tagged
order by tagged.ticket_id, tagged.tag;

create or replace view out.zendesk__ticket_chat as
select
    'chat.' || ticket_id as chat_id,
    synced_at as _fivetran_synced,
    account_no is not null as authenticated,
    'chat' as backend,
    'chat' as channel,
    cast(null as varchar) as conversation_id,
    '1' as initiator,
    ticket_id,
    requester_id as user_id,
    'visitor-' || requester_no as visitor_id
from zendesk_tickets
where support_channel = 'chat' and ticket_id < 9000000000
order by ticket_id;

-- A visitor comes, a trigger greets, the customer and the agent write, the agent leaves.
create or replace view out.zendesk__ticket_chat_event as
with events as (
    select
        ticket_id,
        2 + message_index as chat_index,
        case author_role when 'agent' then 'agent:' || agent_id else cast(requester_id as varchar) end as actor_id,
        'ChatMessage' as type,
        sent_at as created_at,
        exported_at,
        synced_at
    from zendesk_messages
    where is_in_chat
    union all
    select ticket_id, 0, cast(requester_id as varchar), 'ChatJoin', created_at - interval 1 second, exported_at, synced_at
    from zendesk_tickets
    where support_channel = 'chat' and ticket_id < 9000000000
    union all
    select ticket_id, 1, '__trigger', 'ChatMessage', created_at, exported_at, synced_at
    from zendesk_tickets
    where support_channel = 'chat' and ticket_id < 9000000000
    union all
    select ticket_id, 9, 'agent:' || agent_id, 'ChatLeave', first_replied_at + interval 44 minute, exported_at, synced_at
    from zendesk_tickets
    where support_channel = 'chat' and ticket_id < 9000000000
)

select
    'chat.' || events.ticket_id as chat_id,
    events.created_at,
    events.synced_at as _fivetran_synced,
    events.actor_id,
    events.chat_index,
    false as is_history_context,
    case events.type when 'ChatMessage' then coalesce(texts.odd_text, 'Hello') end as message,
    cast(null as varchar) as original_message,
    cast(null as varchar) as reason,
    events.type
from events
left join zendesk_texts as texts
    on world.n('zendesk_chat_text', events.ticket_id * 10 + events.chat_index, 200) = texts.text_no
where events.created_at < events.exported_at
order by events.ticket_id, events.chat_index;
