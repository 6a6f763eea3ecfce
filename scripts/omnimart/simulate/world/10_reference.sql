-- What is the same for all people: shops, products, campaigns, channels, and the tables from which
-- behaviour is drawn. Every distribution is a table of whole-number weights, cut into buckets: no
-- logarithm or power is computed, so that every machine draws the same.

create table world.countries as
select * from (values
    ('NL', 'EUR', 21, true, '+316', 8, 'nl'),
    ('IE', 'EUR', 23, true, '+35385', 7, 'en'),
    ('US', 'USD', 8, false, '+1917', 7, 'en')
) as t (country_code, currency, tax_rate_percent, is_tax_included, phone_prefix, phone_digits, language_code);

create table world.stores as
select
    format('S{:02d}', store_no) as store_id,
    store_no,
    'Omnimart ' || store_name as store_name,
    country_code,
    region_id,
    city,
    postal_code,
    latitude,
    longitude,
    time_zone,
    countries.currency,
    case when store_no = 5 then world.day(setting.day_count // 2) else date '2015-03-01' + 97 * store_no end
        as opened_date,
    cast(null as date) as closed_date,
    180 + 40 * (store_no % 5) as floor_area,
    format('LSQ{:02d}OMNI', store_no) as square_location_id,
    70000000000 + store_no as shopify_location_id,
    visit_weight
from (values
    (1, 'Amsterdam Centrum', 'NL', 'NL-NH', 'Amsterdam', '1012 AB', 52.374, 4.897, 'Europe/Amsterdam', 16),
    (2, 'Rotterdam', 'NL', 'NL-ZH', 'Rotterdam', '3011 GA', 51.921, 4.481, 'Europe/Amsterdam', 12),
    (3, 'Utrecht', 'NL', 'NL-UT', 'Utrecht', '3511 LX', 52.091, 5.121, 'Europe/Amsterdam', 10),
    (4, 'Eindhoven', 'NL', 'NL-NB', 'Eindhoven', '5611 EC', 51.438, 5.479, 'Europe/Amsterdam', 12),
    (5, 'Amsterdam Noord', 'NL', 'NL-NH', 'Amsterdam', '1025 XA', 52.400, 4.934, 'Europe/Amsterdam', 0),
    (6, 'Dublin', 'IE', 'IE-D', 'Dublin', 'D02 XE81', 53.342, -6.260, 'Europe/Dublin', 13),
    (7, 'Cork', 'IE', 'IE-CO', 'Cork', 'T12 W8KD', 51.898, -8.471, 'Europe/Dublin', 7),
    (8, 'New York SoHo', 'US', 'US-NY', 'New York', '10012', 40.723, -74.000, 'America/New_York', 9),
    (9, 'New York Brooklyn', 'US', 'US-NY', 'New York', '11201', 40.694, -73.990, 'America/New_York', 7),
    (10, 'Boston', 'US', 'US-MA', 'Boston', '02116', 42.350, -71.078, 'America/New_York', 5),
    (11, 'Chicago Loop', 'US', 'US-IL', 'Chicago', '60601', 41.886, -87.622, 'America/Chicago', 6),
    (12, 'Milwaukee', 'US', 'US-WI', 'Milwaukee', '53202', 43.044, -87.899, 'America/Chicago', 3)
) as t (store_no, store_name, country_code, region_id, city, postal_code, latitude, longitude, time_zone, visit_weight)
inner join world.countries using (country_code)
cross join world.settings as setting;

create table world.categories as
select * from (values
    -- weight by month: January to December
    (1, 'Kitchen', 'Home', 3495, [10, 9, 9, 9, 9, 8, 8, 8, 10, 11, 16, 18]),
    (2, 'Lighting', 'Home', 5995, [9, 8, 7, 6, 5, 4, 4, 5, 9, 13, 13, 12]),
    (3, 'Textiles', 'Home', 2495, [9, 8, 8, 8, 8, 7, 7, 8, 9, 11, 13, 14]),
    (4, 'Shoes', 'Fashion', 8995, [8, 8, 12, 14, 12, 9, 8, 9, 14, 12, 11, 9]),
    (5, 'Outerwear', 'Fashion', 12995, [9, 6, 7, 5, 3, 2, 2, 4, 13, 17, 16, 11]),
    (6, 'Accessories', 'Fashion', 1995, [6, 7, 8, 9, 10, 11, 11, 10, 8, 8, 11, 16]),
    (7, 'Skincare', 'Beauty', 2795, [9, 9, 9, 9, 10, 11, 11, 10, 9, 9, 11, 13]),
    (8, 'Fragrance', 'Beauty', 6495, [5, 9, 6, 6, 9, 6, 5, 5, 6, 7, 13, 22])
) as t (category_no, category_name, department_name, base_price_cents, month_weights);

create table world.products as
select
    20 * (category_no - 1) + rank_no as product_no,
    format('SKU-{:04d}', 20 * (category_no - 1) + rank_no) as product_id,
    list_extract(['Alba', 'Boreal', 'Cove', 'Dune', 'Ember', 'Fjord', 'Grove', 'Haven', 'Isle', 'Juno',
        'Kelp', 'Lark', 'Mica', 'Nova', 'Opal', 'Pine', 'Quill', 'Reed', 'Sage', 'Tide'], rank_no) || ' ' || category_name
        as product_name,
    list_extract(['Nordlys', 'Halden', 'Omnimart', 'Vero', 'Lumen'], 1 + (rank_no + category_no) % 5) as brand_name,
    department_name,
    category_no,
    category_name,
    (rank_no + category_no) % 5 = 2 as is_private_label,
    base_price_cents * (70 + 5 * ((rank_no * 7 + category_no) % 13)) // 100 as price_eur_cents,
    base_price_cents * (70 + 5 * ((rank_no * 7 + category_no) % 13)) // 100 as price_usd_cents,
    base_price_cents * (28 + (rank_no * 3) % 11) // 100 as cost_eur_cents,
    1000 // rank_no as popularity,
    8000000000000 + 20 * (category_no - 1) + rank_no as shopify_product_id,
    44000000000000 + 20 * (category_no - 1) + rank_no as shopify_variant_id,
    46000000000000 + 20 * (category_no - 1) + rank_no as shopify_inventory_item_id,
    format('SQVAR{:04d}', 20 * (category_no - 1) + rank_no) as square_variation_id,
    format('B0OMNI{:04d}', 20 * (category_no - 1) + rank_no) as asin,
    date '2021-02-01' + cast(11 * rank_no as integer) as launched_date
from world.categories
cross join range(1, 21) as ranks (rank_no);

-- A gift card is sold in the webshop; it is no merchandise.
insert into world.products by name
select 900 as product_no, 'GIFTCARD' as product_id, 'Gift card' as product_name, 'Omnimart' as brand_name, 'Gift cards' as department_name,
    0 as category_no, 'Gift cards' as category_name, false as is_private_label, 2500 as price_eur_cents, 2500 as price_usd_cents,
    0 as cost_eur_cents, 0 as popularity, 8000000000900 as shopify_product_id, 44000000000900 as shopify_variant_id,
    46000000000900 as shopify_inventory_item_id, 'SQVAR0900' as square_variation_id, 'B0OMNI0900' as asin, date '2021-02-01' as launched_date;

-- How a person is reached: the chance of a contact per need, and what the contact adds to the chance
-- of a purchase. Display advertising adds nothing: it is shown to those who buy anyway.
create table world.channels as
select * from (values
    (0, 'paid_search', 'google', 'cpc', 0.16, 0.14, true),
    (1, 'shopping', 'google', 'cpc', 0.10, 0.10, true),
    (2, 'display', 'google', 'display', 0.14, 0.00, true),
    (3, 'paid_social', 'facebook', 'paid_social', 0.10, 0.12, true),
    (4, 'retargeting', 'instagram', 'paid_social', 0.07, 0.04, true),
    (5, 'email', 'newsletter', 'email', 0.20, 0.12, true),
    (6, 'sms', 'sms', 'sms', 0.05, 0.06, true),
    (7, 'organic_search', 'google', 'organic', 0.22, 0.06, true),
    (8, 'organic_social', 'instagram', 'social', 0.06, 0.05, true),
    (9, 'referral', 'blog.example', 'referral', 0.04, 0.05, true),
    (10, 'direct', '(direct)', '(none)', 0.30, 0.03, true),
    (11, 'direct_mail', 'mailer', 'post', 0.10, 0.10, false)
) as t (channel_no, channel, utm_source, utm_medium, contact_chance, lift, is_web);

-- Channels that were put to the test: of those aimed at, a third was not reached, by lot.
create table world.lift_studies as
select studies.study_id, studies.channel, setting.day_count * 3 // 20 as first_day_no, setting.day_count * 17 // 20 as last_day_no
from (values ('LIFT-DISPLAY', 'display'), ('LIFT-SEARCH', 'paid_search')) as studies (study_id, channel)
cross join world.settings as setting;

-- The chance of a purchase for every set of contacts (a bit per channel): one less the product of the
-- chances that nothing moves the person, in whole millionths.
create table world.purchase_odds as
with recursive sets as (
    select 0 as step, 0 as contacts, cast(580000 as bigint) as kept_away
    union all
    select
        sets.step + 1,
        sets.contacts + bit.is_set * (1 << sets.step),
        case when bit.is_set = 1 then sets.kept_away * cast(round((1 - channels.lift) * 1000) as bigint) // 1000 else sets.kept_away end
    from sets
    inner join world.channels on sets.step = channels.channel_no
    cross join (values (0), (1)) as bit (is_set)
)

select contacts, (1000000 - kept_away) / 1000000.0 as chance
from sets
where step = 12
order by contacts;

create table world.campaigns as
select
    campaign_no,
    platform,
    channel,
    campaign_name,
    utm_source,
    utm_medium,
    lower(replace(campaign_name, ' ', '_')) as utm_campaign,
    case country_group when 'EU' then 'EUR' else 'USD' end as account_currency,
    case country_group when 'EU' then 'Europe/Amsterdam' else 'America/New_York' end as account_time_zone,
    case country_group when 'EU' then 1 else 2 end as account_no,
    country_group,
    setting.first_day - 30 as start_date,
    cast(null as date) as end_date,
    campaign_type,
    cost_per_click_micros,
    click_rate_permille
from (values
    (1, 'google_ads', 'paid_search', 'EU Search', 'google', 'cpc', 'EU', 'SEARCH', 620000, 55),
    (2, 'google_ads', 'paid_search', 'US Search', 'google', 'cpc', 'US', 'SEARCH', 910000, 48),
    (3, 'google_ads', 'shopping', 'EU Shopping', 'google', 'cpc', 'EU', 'SHOPPING', 380000, 12),
    (4, 'google_ads', 'shopping', 'US Shopping', 'google', 'cpc', 'US', 'SHOPPING', 520000, 11),
    (5, 'google_ads', 'display', 'EU Display', 'google', 'display', 'EU', 'DISPLAY', 290000, 4),
    (6, 'google_ads', 'display', 'US Display', 'google', 'display', 'US', 'DISPLAY', 340000, 4),
    (7, 'meta_ads', 'paid_social', 'EU Prospecting', 'facebook', 'paid_social', 'EU', 'OUTCOME_SALES', 450000, 14),
    (8, 'meta_ads', 'paid_social', 'US Prospecting', 'facebook', 'paid_social', 'US', 'OUTCOME_SALES', 610000, 13),
    (9, 'meta_ads', 'retargeting', 'EU Retargeting', 'instagram', 'paid_social', 'EU', 'OUTCOME_SALES', 330000, 19),
    (10, 'meta_ads', 'retargeting', 'US Retargeting', 'instagram', 'paid_social', 'US', 'OUTCOME_SALES', 420000, 18)
) as t (campaign_no, platform, channel, campaign_name, utm_source, utm_medium, country_group, campaign_type,
    cost_per_click_micros, click_rate_permille)
cross join world.settings as setting;

create table world.ads as
select
    campaign_no * 10 + ad_index as ad_no,
    campaign_no * 10 + 1 as ad_group_no,
    campaign_no,
    campaign_name || ' ad ' || ad_index as ad_name,
    campaign_name || ' group' as ad_group_name,
    'https://www.omnimart.example/offers' as final_url
from world.campaigns
cross join (values (1), (2)) as t (ad_index);

-- One e-mail a week and one text message a month.
create table world.messages as
select
    message_no,
    message_no as campaign_no,
    case when message_no >= 5000 then 'Text ' else 'Newsletter ' end || strftime(sent_date, '%Y-%m-%d') as campaign_name,
    case when message_no >= 5000 then 'sms' else 'email' end as message_channel,
    case when message_no < 5000 then 'This week at Omnimart' end as subject_line,
    sent_date + interval 9 hour as sent_at
from (
    select 1 + week_no as message_no, world.day(7 * week_no + 2) as sent_date
    from world.settings as setting cross join lateral range(setting.day_count // 7 + 1) as weeks (week_no)
    union all
    select 5001 + month_no, world.day(30 * month_no + 11)
    from world.settings as setting cross join lateral range(setting.day_count // 30 + 1) as months (month_no)
)
cross join world.settings as setting
where sent_date <= setting.last_day;

-- Days: weekday (street counters of Auckland, 45 Queen Street, as measured in docs/simulator.md),
-- month, and the weeks before Christmas.
create table world.days as
select
    day_no,
    world.day(day_no) as day_date,
    list_extract([100, 143, 153, 156, 155, 163, 131], 1 + dayofweek(world.day(day_no)))
    * list_extract([85, 88, 94, 97, 98, 96, 92, 93, 98, 103, 118, 138], month(world.day(day_no)))
    * case when strftime(world.day(day_no), '%m%d') between '1122' and '1130' then 14 else 10 end as weight
from world.settings as setting cross join lateral range(setting.day_count) as t (day_no);

-- Buckets: bucket number -> day, hour, category, product. A draw is one whole number and one join.
create table world.day_buckets as
with summed as (
    select day_no, sum(weight) over (order by day_no) as weight_to, weight, sum(weight) over () as weight_all from world.days
)

select bucket_no, day_no
from summed
inner join range(20000) as t (bucket_no)
    on bucket_no * weight_all >= (weight_to - weight) * 20000 and bucket_no * weight_all < weight_to * 20000;

create table world.hour_buckets as
with weights as (
    -- Doors open at 9 and close at 20; evenings belong to the screen.
    select 'store' as place, hour_no, list_extract([0, 0, 0, 0, 0, 0, 0, 0, 0, 53, 54, 62, 82, 83, 76, 82, 88, 89, 58, 40, 0, 0, 0, 0], 1 + hour_no) as weight
    from range(24) as t (hour_no)
    union all
    select 'web', hour_no, list_extract([12, 6, 3, 2, 2, 4, 14, 26, 36, 44, 50, 52, 58, 54, 48, 48, 50, 54, 60, 78, 96, 98, 72, 33], 1 + hour_no)
    from range(24) as t (hour_no)
),

summed as (
    select place, hour_no, weight, sum(weight) over (partition by place order by hour_no) as weight_to, sum(weight) over (partition by place) as weight_all
    from weights
)

select place, bucket_no, hour_no
from summed
inner join range(1000) as t (bucket_no)
    on bucket_no * weight_all >= (weight_to - weight) * 1000 and bucket_no * weight_all < weight_to * 1000;

create table world.category_buckets as
with summed as (
    select
        month_no,
        category_no,
        list_extract(month_weights, month_no) as weight,
        sum(list_extract(month_weights, month_no)) over (partition by month_no order by category_no) as weight_to,
        sum(list_extract(month_weights, month_no)) over (partition by month_no) as weight_all
    from world.categories, range(1, 13) as t (month_no)
)

select month_no, bucket_no, category_no
from summed
inner join range(1000) as t (bucket_no)
    on bucket_no * weight_all >= (weight_to - weight) * 1000 and bucket_no * weight_all < weight_to * 1000;

create table world.product_buckets as
with summed as (
    select
        category_no,
        product_no,
        popularity as weight,
        sum(popularity) over (partition by category_no order by product_no) as weight_to,
        sum(popularity) over (partition by category_no) as weight_all
    from world.products
    where category_no > 0
)

select category_no, bucket_no, product_no
from summed
inner join range(1000) as t (bucket_no)
    on bucket_no * weight_all >= (weight_to - weight) * 1000 and bucket_no * weight_all < weight_to * 1000;

-- Hours from a contact to the decision: quantiles of a long tail, 60 % within three days.
create table world.lead_buckets as
select
    bucket_no,
    case
        when bucket_no < 350 then 1 + bucket_no * 23 // 350
        when bucket_no < 600 then 24 + (bucket_no - 350) * 48 // 250
        when bucket_no < 780 then 72 + (bucket_no - 600) * 96 // 180
        when bucket_no < 900 then 168 + (bucket_no - 780) * 168 // 120
        when bucket_no < 970 then 336 + (bucket_no - 900) * 384 // 70
        else 720 + (bucket_no - 970) * 1296 // 30
    end as lead_hours
from range(1000) as t (bucket_no);

-- What is sold out where: the three best sellers of a category, in turn. Purchases of it there are lost.
create table world.stockouts as
select
    stockout_no,
    format('S{:02d}', store_no) as store_id,
    20 * (category_no - 1) + rank_no as product_no,
    first_day_no,
    first_day_no + length_days - 1 as last_day_no
from (
    select
        stockout_no,
        cast(1 + world.n('stockout_store', stockout_no, 12) as integer) as store_no,
        cast(1 + world.n('stockout_category', stockout_no, 8) as integer) as category_no,
        cast(1 + world.n('stockout_rank', stockout_no, 3) as integer) as rank_no,
        60 + world.n('stockout_day', stockout_no, greatest(1, setting.day_count - 80)) as first_day_no,
        5 + world.n('stockout_length', stockout_no, 12) as length_days
    from world.settings as setting cross join lateral range(setting.day_count) as t (stockout_no)
)
where store_no != 5;

-- The two launches and the fault of the checkout that are planted.
create table world.launches as
select 'store_S05' as launch, 'store' as sales_channel, 'S05' as store_id, setting.day_count // 2 as first_day_no, 1000000 as last_day_no from world.settings as setting
union all
select 'marketplace', 'marketplace', null, setting.day_count * 3 // 8, 1000000 from world.settings as setting
union all
select 'checkout_fault', 'webshop', null, setting.day_count * 3 // 4, setting.day_count * 3 // 4 + 4 from world.settings as setting;
