-- Campaigns, flows and metrics of Klaviyo, as Fivetran's connector loads them.

create or replace view out.klaviyo__campaign as
select
    format('01HOMNI{:019d}', message_no) as id,
    campaign_name as name,
    subject_line as subject,
    'Regular' as campaign_type,
    'Omnimart' as from_name,
    'news@omnimart.example' as from_email,
    'sent' as status,
    sent_at - interval 2 day as created,
    sent_at + interval 1 minute as updated,
    sent_at as send_time,
    sent_at,
    sent_at - interval 1 day as scheduled,
    false as archived,
    false as _fivetran_deleted,
    last_day + interval 1 day + interval 3 hour as _fivetran_synced
from world.messages
cross join world.settings
union all
-- A test that somebody deleted, whose events are still there, and a draft.
select
    '01HOMNITEST', 'Test, do not send', 'Test', 'Regular', 'Omnimart', 'news@omnimart.example', 'sent', first_day + interval 9 hour, first_day + interval 10 hour,
    first_day + interval 10 hour, first_day + interval 10 hour, first_day + interval 10 hour, true, true, last_day + interval 1 day + interval 3 hour
from world.settings
union all
select
    '01HOMNIDRAFT', 'Ideas', null, 'Regular', 'Omnimart', 'news@omnimart.example', 'draft', first_day + interval 9 hour, first_day + interval 9 hour,
    null, null, null, false, false, last_day + interval 1 day + interval 3 hour
from world.settings
order by id;

create or replace view out.klaviyo__flow as
select
    'FLOWWELCOME' as id,
    'Welcome' as name,
    'draft' as status,
    'Added to List' as trigger_type,
    first_day + interval 8 hour as created,
    first_day + interval 8 hour as updated,
    false as archived,
    false as _fivetran_deleted,
    last_day + interval 1 day + interval 3 hour as _fivetran_synced
from world.settings;

create or replace view out.klaviyo__metric as
select
    metric_id as id,
    metric_name as name,
    case metric_name when 'Placed Order' then 'Shopify' else 'Klaviyo' end as integration_name,
    case metric_name when 'Placed Order' then 'eCommerce' else 'Email' end as integration_category,
    first_day + interval 8 hour as created,
    first_day + interval 8 hour as updated,
    false as _fivetran_deleted,
    last_day + interval 1 day + interval 3 hour as _fivetran_synced
from (values
    ('MRECE1', 'Received Email'), ('MOPEN1', 'Opened Email'), ('MCLIC1', 'Clicked Email'), ('MBOUN1', 'Bounced Email'), ('MSPAM1', 'Marked Email as Spam'), ('MUNSU1', 'Unsubscribed'),
    ('MRECS1', 'Received SMS'), ('MCLIS1', 'Clicked SMS'), ('MFAIS1', 'Failed to Deliver SMS'), ('MUNSS1', 'Unsubscribed from SMS'), ('MSENS1', 'Sent SMS'), ('MORDE1', 'Placed Order')
) as t (metric_id, metric_name)
cross join world.settings
order by id;
