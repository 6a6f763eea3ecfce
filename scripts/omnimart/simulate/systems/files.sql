-- What no system delivers comes as files with the contracts' own columns: one chunk of people.

create or replace view out.files__crm__members as
select
    'M' || person_id as member_id,
    loyalty_id,
    'H' || household_id as household_id,
    home_store_id,
    email,
    phone,
    first_name,
    last_name,
    -- The clerk of one shop writes dates the other way round.
    case when world.u('birth_notation', person_id) < 0.004 then strftime(birth_date, '%d/%m/%Y') else strftime(birth_date, '%Y-%m-%d') end as birth_date,
    postal_code,
    street as street_address,
    city,
    region_id as region_name,
    country_code,
    case when needs_per_10000_days > 600 then 'gold' when needs_per_10000_days > 200 then 'silver' else 'basic' end as membership_tier,
    case when person_id % 3 = 0 then 'webshop' else 'store' end as enrolment_channel,
    'true' as is_active,
    strftime(loyalty_joined_at, '%Y-%m-%d %H:%M:%S') as joined_at,
    cast(null as varchar) as left_at,
    strftime(loyalty_joined_at, '%Y-%m-%d %H:%M:%S') as updated_at
from world.people
where loyalty_id is not null
order by person_id;

insert into world.dirt
select 'files', 'crm', 'members', 'bad_date', count(*) from world.people where loyalty_id is not null and world.u('birth_notation', person_id) < 0.004;

create or replace view out.files__crm__households as
select
    'H' || household_id as household_id,
    cast(count(*) as varchar) as household_size,
    case when max(birth_date) < date '1975-01-01' then '50+' else '18-49' end as age_band,
    list_extract(['low', 'middle', 'high'], cast(1 + world.n('income', household_id, 3) as integer)) as income_band,
    cast(null as varchar) as home_ownership,
    cast(null as varchar) as marital_status,
    cast(null as varchar) as household_composition,
    cast(null as varchar) as children_count,
    cast(null as timestamp) as updated_at
from world.people
group by household_id
order by household_id;

create or replace view out.files__crm__consents as
select
    format('C{}-{}', person_id, purpose) as consent_id,
    cast(account_no as varchar) as account_id,
    loyalty_id,
    cast(null as varchar) as visitor_id,
    email,
    cast(null as varchar) as phone,
    purpose,
    'all' as consent_channel,
    case
        when purpose = 'analytics' and has_analytics_consent then 'granted'
        when purpose = 'marketing' and has_marketing_consent then 'granted'
        when purpose = 'marketing' and world.u('withdrawn', person_id) < 0.2 then 'withdrawn'
        else 'denied'
    end as consent_status,
    loyalty_joined_at as recorded_at,
    loyalty_joined_at as updated_at
from world.people
cross join (values ('analytics'), ('marketing')) as purposes (purpose)
where loyalty_id is not null or account_no is not null
order by person_id, purpose;

create or replace view out.files__crm__loyalty_movements as
select
    'P' || orders.order_no as loyalty_movement_id,
    orders.loyalty_id,
    orders.transaction_reference,
    orders.store_id,
    'earn' as movement_type,
    (orders.gross_cents - orders.discount_cents) // 100 as points,
    orders.placed_at as updated_at
from world.orders
where orders.loyalty_id is not null and orders.order_status = 'completed'
order by orders.order_no;

create or replace view out.files__footfall__store_checkins as
select
    'V' || visit_no as store_checkin_id,
    store_id,
    cast(null as varchar) as visitor_id,
    account_no as account_id,
    loyalty_id,
    product_id,
    checkin_method,
    visit_purpose,
    checked_in_at
from world.checkins
order by visit_no;

create or replace view out.files__promotions__coupon_redemptions as
select
    'U' || orders.order_no as coupon_redemption_id,
    orders.coupon_id,
    'SAVE' as campaign_id,
    cast(orders.account_no as varchar) as account_id,
    people.loyalty_id,
    orders.store_id,
    orders.transaction_reference,
    cast(timezone(orders.time_zone, timezone('UTC', orders.placed_at)) as date) as redemption_date,
    orders.placed_at as updated_at
from world.orders
inner join world.people on orders.person_id = people.person_id
where orders.coupon_id is not null and orders.order_status = 'completed'
order by orders.order_no;

-- Letters with the coupon: to those whom they move, and every month to one of eight members besides.
create or replace view out.files__messaging__message_events as
with letters as (
    select contacts.need_no * 2 as letter_no, needs.person_id, needs.decided_at - to_seconds(3600 * contacts.lead_hours) as sent_at
    from world.need_contacts as contacts
    inner join world.channels on contacts.channel_no = channels.channel_no
    inner join world.needs on contacts.need_no = needs.need_no
    where channels.channel = 'direct_mail'
    union all
    select people.person_id * 2048 + 2 * month_no + 1, people.person_id, world.day(30 * month_no + 4) + interval 12 hour
    from world.people
    cross join world.settings as setting
    cross join lateral range(setting.day_count // 30) as months (month_no)
    where world.u('letter', people.person_id * 2048 + month_no) < 0.12
)

select
    'L' || letters.letter_no as message_event_id,
    strftime(letters.sent_at, 'DM-%Y-%m') as message_id,
    'M' || people.person_id as recipient_id,
    people.loyalty_id,
    cast(null as varchar) as email,
    cast(null as varchar) as phone,
    'sent' as event_type,
    cast(null as boolean) as is_machine_open,
    letters.sent_at as event_at
from letters
inner join world.people on letters.person_id = people.person_id
cross join world.settings as setting
where people.loyalty_id is not null and people.has_marketing_consent and letters.sent_at >= setting.first_day and letters.sent_at < setting.last_day + 1
order by letters.letter_no;

create or replace view out.files__referrals__invitations as
with invitations as (
    select friendships.friend_id, friendships.referrer_id, friendships.invited_at, friendships.invitation_code, friends.email as invitee_email, 0 as copy_index
    from world.friendships
    inner join world.people as friends on friendships.friend_id = friends.person_id
    union all
    -- Twice as many that nobody took up.
    select friendships.friend_id, friendships.referrer_id, friendships.invited_at + interval 1 hour * copy_index, friendships.invitation_code || 'X' || copy_index,
        format('nobody{}.{}@example.com', friendships.friend_id, copy_index), copy_index
    from world.friendships
    cross join range(1, 3) as t (copy_index)
)

select
    'I' || invitations.friend_id || '-' || invitations.copy_index as invitation_id,
    cast(referrers.account_no as varchar) as account_id,
    invitations.invitation_code,
    referrers.email,
    invitations.invitee_email,
    'email' as invitation_channel,
    invitations.invited_at as sent_at,
    invitations.invited_at as updated_at
from invitations
inner join world.people as referrers on invitations.referrer_id = referrers.person_id
order by invitation_id;

create or replace view out.files__referrals__redemptions as
select
    'R' || friendships.friend_id as referral_redemption_id,
    'I' || friendships.friend_id || '-0' as invitation_id,
    friendships.invitation_code,
    cast(friends.account_no as varchar) as account_id,
    orders.transaction_reference,
    friends.email,
    orders.currency,
    10.00 as reward_amount,
    friendships.redeemed_at,
    friendships.redeemed_at as updated_at
from world.friendships
inner join world.people as friends on friendships.friend_id = friends.person_id
inner join world.orders
    on friendships.friend_id = orders.person_id and friendships.redeemed_at = orders.placed_at
order by friendships.friend_id;

-- The check of the purchase journey: how did you first hear of us.
create or replace view out.files__surveys__responses as
select
    'J' || survey_no as survey_response_id,
    email_given as email,
    transaction_reference,
    store_id,
    'journey_check' as survey_type,
    'email' as survey_channel,
    'First contact' as survey_name,
    first_heard as answer_choice,
    cast(null as varchar) as answer_text,
    cast(null as varchar) as account_id,
    cast(null as varchar) as loyalty_id,
    cast(null as varchar) as ticket_id,
    cast(null as varchar) as phone,
    cast(null as double) as score,
    sent_at,
    responded_at,
    responded_at as updated_at
from world.surveys
where responded_at is not null and world.u('journey_check', survey_no) < 0.5
order by survey_no;

create or replace view out.files__enrichment__recommendations as
select
    'E' || recommendation_event_no as recommendation_event_id,
    visitor_id,
    case when visitor_id is not null then visitor_id || '-' || session_id end as session_id,
    cast(account_no as varchar) as account_id,
    product_id,
    event_type,
    'bought_together' as algorithm_name,
    'product_page' as placement_name,
    event_at
from world.recommendations
order by recommendation_event_no;

create or replace view out.files__ad_platforms__ad_clicks as
select
    sessions.gclid as ad_click_id,
    campaigns.campaign_no as campaign_id,
    campaigns.campaign_no * 10 + 1 + sessions.session_no % 2 as ad_id,
    case when sessions.is_consented then sessions.visitor_id end as visitor_id,
    sessions.device_category,
    sessions.country_code,
    sessions.started_at - interval 2 second as clicked_at
from world.sessions
inner join world.campaigns on sessions.channel = campaigns.channel and campaigns.country_group = case sessions.country_code when 'US' then 'US' else 'EU' end
where sessions.gclid is not null
order by sessions.session_no;
