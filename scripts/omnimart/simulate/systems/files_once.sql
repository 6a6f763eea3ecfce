-- Files about shops, products and days, made once.

create or replace view out.files__footfall__store_visits_hourly as
select
    store_id,
    -- A counter that was reset sends text for an hour.
    case when world.u('counter_reset', epoch(hour_started_at)::bigint + cast(substr(store_id, 2) as bigint)) < 0.0005 then 'RESET' else cast(entries as varchar) end as entries,
    case when world.u('counter_reset', epoch(hour_started_at)::bigint + cast(substr(store_id, 2) as bigint)) >= 0.0005 then cast(entries as varchar) end as exits,
    'false' as is_estimated,
    'north' as sensor_id,
    strftime(hour_started_at, '%Y-%m-%dT%H:%M:%SZ') as hour_started_at,
    strftime(hour_started_at + interval 1 hour, '%Y-%m-%dT%H:%M:%SZ') as updated_at
from world.door_hours
order by door_hours.store_id, door_hours.hour_started_at;

insert into world.dirt
select 'files', 'footfall', 'store_visits_hourly', 'unparseable_number', count(*)
from world.door_hours
where world.u('counter_reset', epoch(hour_started_at)::bigint + cast(substr(store_id, 2) as bigint)) < 0.0005;

create or replace view out.files__pos__stores as
select
    store_id, region_id, store_name, 'shop' as store_type, city as store_city, postal_code as store_postal_code, country_code, time_zone, latitude, longitude,
    floor_area as floor_area_square_metres, opened_date, closed_date,
    timestamp '2024-08-01 00:00:00' as updated_at
from world.stores
union all
select 'W01', 'NL-NB', 'Omnimart warehouse', 'warehouse', 'Tilburg', '5015 BX', 'NL', 'Europe/Amsterdam', 51.574, 5.056, 9000, date '2014-05-01', null, timestamp '2024-08-01 00:00:00'
order by store_id;

create or replace view out.files__inventory__stock_levels_daily as
select store_id, product_id, units_available, units_available as units_on_hand, 0 as units_reserved, stock_date, stock_date + interval 23 hour as updated_at
from world.stock_days
-- The export of one night is missing.
where not (store_id = 'S03' and day(stock_date) = 17 and month(stock_date) = 3)
order by store_id, product_id, stock_date;

create or replace view out.files__promotions__coupons as
select 'SAVE15' as coupon_id, 'SAVE' as campaign_id, product_id, setting.first_day as valid_from_date, setting.last_day as valid_to_date
from world.products
cross join world.settings as setting
where category_no > 0
order by product_id;

create or replace view out.files__messaging__messages as
select
    strftime(min(day_date), 'DM-%Y-%m') as message_id,
    'SAVE' as campaign_id,
    'Letter with a coupon' as campaign_name,
    'coupon' as campaign_type,
    'direct_mail' as message_channel,
    cast(null as varchar) as subject_line,
    min(day_date) as start_date,
    max(day_date) as end_date,
    min(day_date) + interval 12 hour as sent_at,
    min(day_date) + interval 12 hour as updated_at
from world.days
group by strftime(day_date, '%Y-%m')
order by message_id;

create or replace view out.files__promotions__placements as
select
    stores.store_id,
    products.product_id,
    case when world.u('display_place', (stores.store_no * 1000 + products.product_no) * 1000 + week_no) < 0.5 then 'front' end as display_location,
    case when world.u('display_place', (stores.store_no * 1000 + products.product_no) * 1000 + week_no) >= 0.5 then 'cover' end as mailer_location,
    world.day(7 * week_no - (dayofweek(setting.first_day) + 6) % 7) as week_start_date
from world.stores
cross join world.products
cross join world.settings as setting
cross join range(setting.day_count // 7) as weeks (week_no)
where products.category_no > 0 and world.u('display', (stores.store_no * 1000 + products.product_no) * 1000 + week_no) < 0.03
order by stores.store_id, products.product_id, week_start_date;

create or replace view out.files__social__posts as
select
    'post-' || day_no as post_id,
    format('SKU-{:04d}', 1 + world.n('post_product', day_no, 160)) as product_id,
    case when day_no % 2 = 0 then 'instagram' else 'facebook' end as social_network,
    'omnimart' as profile_name,
    'image' as post_type,
    'always on' as campaign_name,
    day_date + interval 11 hour as updated_at,
    day_date + interval 11 hour as posted_at
from world.days
where day_no % 3 = 0
order by day_no;

create or replace view out.files__social__engagements_daily as
select
    'post-' || days.day_no as post_id,
    case when days.day_no % 2 = 0 then 'instagram' else 'facebook' end as social_network,
    'omnimart' as profile_name,
    cast(4000 // (1 + age) + world.n('post_seen', days.day_no * 8 + age, 500) as varchar) as impressions,
    cast(3000 // (1 + age) + world.n('post_reach', days.day_no * 8 + age, 400) as varchar) as reach,
    cast(120 // (1 + age) + world.n('post_like', days.day_no * 8 + age, 30) as varchar) as reactions,
    cast(world.n('post_comment', days.day_no * 8 + age, 9) as varchar) as comments,
    cast(world.n('post_share', days.day_no * 8 + age, 7) as varchar) as shares,
    cast(world.n('post_save', days.day_no * 8 + age, 12) as varchar) as saves,
    cast(20 // (1 + age) + world.n('post_click', days.day_no * 8 + age, 9) as varchar) as clicks,
    '0' as profile_visits,
    cast(null as varchar) as updated_at,
    -- Written by hand by two people: one of them writes the day first.
    case when world.u('day_first', days.day_no * 8 + age) < 0.01 then strftime(days.day_date + cast(age as integer), '%d/%m/%Y') else strftime(days.day_date + cast(age as integer), '%Y-%m-%d') end
        as engagement_date
from world.days
cross join range(5) as t (age)
cross join world.settings as setting
where days.day_no % 3 = 0 and days.day_no + age < setting.day_count
order by days.day_no, age;

insert into world.dirt
select 'files', 'social', 'engagements_daily', 'bad_date', count(*)
from world.days
cross join range(5) as t (age)
cross join world.settings as setting
where days.day_no % 3 = 0 and days.day_no + age < setting.day_count and world.u('day_first', days.day_no * 8 + age) < 0.01;

create or replace view out.files__social__engagements_daily__broken_lines as
select format('post-{},facebook,omnimart,12, see note', day_no) as line
from world.days
where day_no % 97 = 3
order by day_no;

insert into world.dirt
select 'files', 'social', 'engagements_daily', 'broken_line', count(*) from world.days where day_no % 97 = 3;

create or replace view out.files__marketplaces__listing_performance_daily as
select
    products.product_id,
    marketplaces.marketplace_name,
    60 + world.n('listing_seen', products.product_no * 10000 + days.day_no, 200) as impressions,
    5 + world.n('listing_visits', products.product_no * 10000 + days.day_no, 20) as visits,
    8 + world.n('listing_visits', products.product_no * 10000 + days.day_no, 20) * 2 as page_views,
    days.day_date as performance_date,
    days.day_date + interval 30 hour as updated_at
from world.products
cross join world.days
inner join world.launches on launches.launch = 'marketplace' and days.day_no >= launches.first_day_no
cross join (values ('Amazon.nl'), ('Amazon.com')) as marketplaces (marketplace_name)
where products.category_no > 0 and (products.product_no - 1) % 20 < 5
order by marketplaces.marketplace_name, products.product_id, days.day_date;

create or replace view out.files__enrichment__exchange_rates as
select *, rate_date + interval 15 hour as updated_at from world.exchange_rates order by rate_date;

create or replace view out.files__enrichment__holidays as
select cast(null as varchar) as region_id, * from world.holidays order by country_code, holiday_date;

create or replace view out.files__enrichment__regions as
select
    region_id, min(city) as region_name, country_code, currency, 400000 + 100000 * (min(store_no) % 9) as population, 180000 + 40000 * (min(store_no) % 9) as household_count,
    cast(min(latitude) as decimal(18, 6)) as latitude, cast(min(longitude) as decimal(18, 6)) as longitude,
    50000 as median_income_amount, timestamp '2024-08-01 00:00:00' as updated_at
from world.stores
group by region_id, country_code, currency
order by region_id;

-- The last row is a draft: somebody took the columns for one another.
create or replace view out.files__enrichment__lift_studies as
select
    studies.study_id,
    case studies.channel when 'display' then 'paid_display' else studies.channel end as channel_id,
    cast(coalesce(sum(counts.people) filter (counts.is_made), 0) as bigint) as reached_people,
    cast(coalesce(sum(counts.buyers) filter (counts.is_made), 0) as bigint) as reached_buyers,
    cast(coalesce(sum(counts.people) filter (not counts.is_made), 0) as bigint) as withheld_people,
    cast(coalesce(sum(counts.buyers) filter (not counts.is_made), 0) as bigint) as withheld_buyers,
    world.day(studies.first_day_no) as start_date,
    world.day(studies.last_day_no) as end_date,
    cast(setting.last_day as timestamp) as updated_at
from world.lift_studies as studies
cross join world.settings as setting
left join world.study_counts as counts on studies.study_id = counts.study_id
group by all
union all
select 'LIFT-DRAFT', 'paid_social', 120, 960, 60, 480, setting.first_day, setting.last_day, cast(setting.last_day as timestamp)
from world.settings as setting
order by study_id;

insert into world.dirt values ('files', 'enrichment', 'lift_studies', 'more_buyers_than_people', 1);
