-- Visits to the website and the app: those of a need (clicks and research before the decision, and the
-- purchase itself) and idle browsing, which has nothing to do with any purchase.

create or replace table world.raw_sessions as
-- A contact on the web is a visit.
select
    needs.need_no * 32 + contacts.channel_no as session_no,
    needs.person_id,
    needs.need_no,
    channels.channel_no,
    channels.channel,
    case when world.u('session_match', needs.need_no * 32 + contacts.channel_no) < 0.55 then 'product'
        when world.u('session_match', needs.need_no * 32 + contacts.channel_no) < 0.85 then 'category' else 'any' end as match_kind,
    needs.decided_at - to_seconds(contacts.lead_hours * 3600 + world.n('session_second', needs.need_no * 32 + contacts.channel_no, 3600)) as started_at,
    case
        when world.u('session_kind', needs.need_no * 32 + contacts.channel_no) < 0.17 then 'bounce'
        when world.u('session_kind', needs.need_no * 32 + contacts.channel_no) < 0.62 then 'browse'
        when world.u('session_kind', needs.need_no * 32 + contacts.channel_no) < 0.80 then 'research'
        when world.u('session_kind', needs.need_no * 32 + contacts.channel_no) < 0.92 then 'cart'
        else 'checkout'
    end as session_kind,
    false as is_purchase_visit
from world.needs
inner join world.need_contacts as contacts on needs.need_no = contacts.need_no
inner join world.channels on contacts.channel_no = channels.channel_no
where channels.is_web
union all
-- The visit in which the order is placed.
select
    needs.need_no * 32 + 20,
    needs.person_id,
    needs.need_no,
    case when world.u('purchase_entry', needs.need_no) < 0.65 then 10 else 7 end,
    case when world.u('purchase_entry', needs.need_no) < 0.65 then 'direct' else 'organic_search' end,
    'product',
    needs.decided_at - interval 400 second,
    'purchase',
    true
from world.needs
where needs.is_purchase and needs.place in ('webshop', 'app', 'click_and_collect')
union all
-- Orders that the broken checkout lost.
select
    needs.need_no * 32 + 21,
    needs.person_id,
    needs.need_no,
    10,
    'direct',
    'product',
    needs.decided_at - interval 400 second,
    'checkout',
    false
from world.needs
where needs.is_lost_to_fault
union all
-- Idle browsing: at any time, with no need behind it.
select
    people.person_id * 32768 + 31 + 32 * idle_index,
    people.person_id,
    null,
    10,
    'direct',
    'any',
    cast(setting.first_day as timestamp) + to_seconds(world.n('idle_second', people.person_id * 32768 + idle_index, setting.day_count * 86400)),
    case when world.u('idle_kind', people.person_id * 32768 + idle_index) < 0.45 then 'bounce' else 'browse' end,
    false
from world.people
cross join world.settings as setting
cross join lateral range(setting.day_count * 2 // 100 + world.n('idle_count', people.person_id, 1 + setting.day_count * 2 // 100)) as indexes (idle_index)
where people.segment != 'store_only';

create or replace table world.sessions as
with placed as (
    select
        sessions.*,
        people.household_id,
        people.has_analytics_consent,
        people.account_no,
        people.country_code,
        people.currency,
        people.time_zone,
        date_diff('day', setting.first_day, cast(sessions.started_at as date)) as day_no,
        needs.place,
        needs.store_id as need_store_id,
        needs.category_no,
        needs.product_no as need_product_no,
        world.u('device', sessions.session_no) as device_draw,
        people.segment
    from world.raw_sessions as sessions
    inner join world.people on sessions.person_id = people.person_id
    left join world.needs on sessions.need_no = needs.need_no
    cross join world.settings as setting
    where cast(sessions.started_at as date) >= setting.first_day and sessions.started_at < setting.last_day + 1
),

devices as (
    select
        *,
        case
            when place = 'app' and is_purchase_visit then 'app'
            -- The family tablet is shared by the household, the tablet in the shop by all.
            when device_draw < 0.08 and world.u('family_tablet', household_id) < 0.40 then 'family_tablet'
            when device_draw > 0.994 then 'shop_tablet'
            when device_draw < 0.62 then 'phone'
            when device_draw < 0.70 then 'app'
            else 'desktop'
        end as device
    from placed
),

products as (
    select
        devices.*,
        case device when 'phone' then 60 when 'desktop' then 150 else 1000 end as cookie_days,
        case device
            when 'family_tablet' then household_id * 8 + 5
            when 'shop_tablet' then -1 - world.n('shop_tablet', session_no, 12)
            when 'phone' then person_id * 8 + 1
            when 'app' then person_id * 8 + 2
            else person_id * 8 + 3
        end as device_no,
        case match_kind when 'product' then need_product_no when 'category' then same_category.product_no else any_product.product_no end as product_no
    from devices
    left join world.product_buckets as same_category
        on devices.category_no = same_category.category_no and world.n('seen_product', devices.session_no, 1000) = same_category.bucket_no
    inner join world.product_buckets as any_product
        on 1 + world.n('seen_category', devices.session_no, 8) = any_product.category_no and world.n('seen_any', devices.session_no, 1000) = any_product.bucket_no
),

cookies as (
    select
        *,
        -- Browsers forget their cookies now and then; each has its own day for it.
        device_no * 64 + (day_no + world.n('cookie_day', device_no, cookie_days)) // cookie_days as cookie_no
    from products
)

select
    session_no,
    person_id,
    need_no,
    channel_no,
    channel,
    match_kind,
    session_kind,
    is_purchase_visit,
    started_at,
    day_no,
    device,
    cookie_no,
    format('{}.{}', 100000000 + world.n('cookie_a', cookie_no, 2000000000), 1600000000 + world.n('cookie_b', cookie_no, 100000000)) as visitor_id,
    cast(epoch(started_at) as bigint) as session_id,
    row_number() over (partition by cookie_no order by started_at, session_no) as session_number,
    has_analytics_consent as is_consented,
    case
        when account_no is null then null
        when is_purchase_visit or session_kind = 'checkout' or device = 'app' or world.u('login', session_no) < 0.30 then account_no
    end as account_no,
    country_code,
    currency,
    time_zone,
    product_no,
    need_store_id as store_id,
    case device when 'desktop' then 'desktop' when 'family_tablet' then 'tablet' when 'shop_tablet' then 'tablet' else 'mobile' end as device_category,
    case when device != 'app' then 'WEB' when world.u('app_system', person_id) < 0.55 then 'IOS' else 'ANDROID' end as platform,
    case when channel in ('paid_search', 'shopping', 'display') then format('Cj0K{:016x}', world.n('gclid', session_no, 9000000000000000)) end as gclid
from cookies
order by session_no;

-- Events by script: what is done in a visit of each kind, and how many seconds after its start.
create or replace table world.web_events as
with script as (
    select * from (values
        ('bounce', 0, 'session_start', 0), ('bounce', 1, 'page_view', 0),
        ('browse', 0, 'session_start', 0), ('browse', 1, 'page_view', 0), ('browse', 2, 'view_item', 35), ('browse', 3, 'view_item', 80),
        ('research', 0, 'session_start', 0), ('research', 1, 'page_view', 0), ('research', 2, 'view_search_results', 20), ('research', 3, 'view_item', 50),
        ('research', 4, 'select_item', 95), ('research', 5, 'view_item', 100), ('research', 6, 'stock_check', 160), ('research', 7, 'store_lookup', 190),
        ('cart', 0, 'session_start', 0), ('cart', 1, 'page_view', 0), ('cart', 2, 'view_item', 30), ('cart', 3, 'add_to_cart', 75),
        ('checkout', 0, 'session_start', 0), ('checkout', 1, 'page_view', 0), ('checkout', 2, 'view_item', 30), ('checkout', 3, 'add_to_cart', 75),
        ('checkout', 4, 'login', 110), ('checkout', 5, 'begin_checkout', 120),
        ('purchase', 0, 'session_start', 0), ('purchase', 1, 'page_view', 0), ('purchase', 2, 'view_item', 40), ('purchase', 3, 'view_item', 90),
        ('purchase', 4, 'add_to_cart', 150), ('purchase', 5, 'login', 210), ('purchase', 6, 'begin_checkout', 240), ('purchase', 7, 'purchase', 400)
    ) as t (session_kind, step, event_name, offset_seconds)
)

select
    sessions.session_no * 16 + script.step as event_no,
    sessions.session_no,
    sessions.person_id,
    case when sessions.is_consented then sessions.visitor_id end as visitor_id,
    case when sessions.is_consented then sessions.session_id end as session_id,
    sessions.session_number,
    case when script.offset_seconds >= 110 or sessions.device = 'app' then sessions.account_no end as account_no,
    case when script.event_name = 'session_start' and sessions.session_number = 1 then 'first_visit' else script.event_name end as event_name,
    sessions.started_at + to_microseconds(script.offset_seconds * 1000000
        + case when script.step > 1 and script.event_name != 'purchase' then world.n('event_delay', sessions.session_no * 16 + script.step, 9000000) else 0 end) as event_at,
    sessions.time_zone,
    case script.event_name
        when 'view_item' then '/products/' || lower(products.product_id)
        when 'add_to_cart' then '/products/' || lower(products.product_id)
        when 'select_item' then '/products/' || lower(products.product_id)
        when 'stock_check' then '/products/' || lower(products.product_id)
        when 'view_search_results' then '/search'
        when 'store_lookup' then '/stores'
        when 'begin_checkout' then '/checkout'
        when 'purchase' then '/checkout/thank-you'
        when 'login' then '/account'
        else '/'
    end as page_path,
    case when script.event_name = 'login' and world.u('mail_in_url', sessions.session_no) < 0.01 then 'email=' || people.email end as page_query,
    case when sessions.channel in ('direct', 'email', 'sms') then null else channels.utm_source || '.example' end as referrer_host,
    channels.utm_source as source,
    channels.utm_medium as medium,
    case
        when sessions.channel in ('email', 'sms') then sessions.channel
        when sessions.channel_no <= 4 then lower(replace(case sessions.country_code when 'US' then 'US ' else 'EU ' end || list_extract(
            ['Search', 'Shopping', 'Display', 'Prospecting', 'Retargeting'], cast(sessions.channel_no + 1 as integer)), ' ', '_'))
    end as campaign_name,
    sessions.gclid,
    case when script.event_name in ('view_item', 'add_to_cart', 'select_item', 'stock_check') then products.product_id end as product_id,
    case when script.event_name in ('stock_check', 'store_lookup') then sessions.store_id end as store_id,
    case when script.event_name = 'purchase' then sessions.need_no end as order_no,
    case when script.event_name = 'view_search_results' then lower(products.category_name) end as search_term,
    sessions.platform,
    sessions.device_category,
    sessions.country_code,
    case when script.event_name = 'session_start' then 0 else 3000 + world.n('engaged', sessions.session_no * 16 + script.step, 40000) end as engagement_msec,
    sessions.is_consented,
    sessions.currency,
    case when script.event_name = 'add_to_cart' then products.price_eur_cents end as value_cents
from world.sessions
inner join script on sessions.session_kind = script.session_kind
inner join world.channels on sessions.channel_no = channels.channel_no
inner join world.people on sessions.person_id = people.person_id
inner join world.products
    -- The second product looked at is another one of the list.
    on case when script.step in (3, 5) and script.event_name = 'view_item' then 1 + (sessions.product_no + 6) % 160 else sessions.product_no end = products.product_no
where
    -- Not every visit goes through every step.
    (script.event_name not in ('select_item', 'stock_check', 'store_lookup', 'login')
        or script.event_name = 'login' and sessions.account_no is not null
        or script.event_name in ('select_item', 'stock_check', 'store_lookup') and world.u('step', sessions.session_no * 16 + script.step) < 0.30)
order by event_no;
