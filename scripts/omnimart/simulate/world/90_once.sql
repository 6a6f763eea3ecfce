-- What is made once, after all people: reports by day and hour, stock, rates, posts.

create or replace table world.ad_days as
with days as (
    select
        campaigns.*,
        ads.ad_no,
        world.day(day_no) as performance_date,
        device,
        device_index,
        (campaigns.campaign_no * 100 + ads.ad_no % 10 * 10 + device_index) * 100000 + day_no as cell_no
    from world.campaigns
    inner join world.ads on campaigns.campaign_no = ads.campaign_no
    cross join world.settings as setting
    cross join range(setting.day_count) as t (day_no)
    cross join (values ('MOBILE', 1), ('DESKTOP', 2), ('TABLET', 3)) as devices (device, device_index)
),

clicked as (
    select campaign_no, ad_no, performance_date, device, cast(sum(clicks) as bigint) as clicks
    from world.ad_click_days
    group by all
)

select
    days.campaign_no,
    days.ad_no,
    days.performance_date,
    days.device,
    case when days.channel = 'display' then 'CONTENT' else 'SEARCH' end as network,
    coalesce(clicked.clicks, 0) * 1000 // days.click_rate_permille + world.n('impressions', days.cell_no, 40) as impressions,
    coalesce(clicked.clicks, 0) as clicks,
    coalesce(clicked.clicks, 0) * (days.cost_per_click_micros * (80 + world.n('cost', days.cell_no, 41)) // 100) as cost_micros,
    -- What the platform claims as its own: part of a sale per click.
    coalesce(clicked.clicks, 0) * (30000 + world.n('claim', days.cell_no, 90000)) / 1000000 as conversions,
    coalesce(clicked.clicks, 0) * (2000 + world.n('claim_value', days.cell_no, 4000)) // 10 as conversions_value_cents
from days
left join clicked
    on days.campaign_no = clicked.campaign_no and days.ad_no = clicked.ad_no and days.performance_date = clicked.performance_date and days.device = clicked.device
where days.device_index < 3 or clicked.clicks is not null
order by days.campaign_no, days.ad_no, days.performance_date, days.device;

-- Door counters: everybody who is known to have been there, and the many who are not.
create or replace table world.door_hours as
with hours as (
    select
        stores.store_id,
        stores.store_no,
        -- Nobody's home is the store that opens: as many come in as at the largest, near to it.
        case stores.visit_weight when 0 then 16 else stores.visit_weight end as visit_weight,
        stores.time_zone,
        days.day_no,
        local_hours.hour_no,
        timezone('UTC', timezone(stores.time_zone, cast(days.day_date as timestamp) + to_seconds(3600 * local_hours.hour_no))) as hour_started_at,
        days.weight * list_extract([53, 54, 62, 82, 83, 76, 82, 88, 89, 58, 40], cast(local_hours.hour_no - 8 as integer)) as weight
    from world.stores
    cross join world.days
    cross join range(9, 20) as local_hours (hour_no)
    where days.day_date >= stores.opened_date
),

known as (
    select store_id, hour_started_at, cast(sum(visits) as bigint) as visits
    from world.store_hours
    group by all
)

select
    hours.store_id,
    hours.hour_started_at,
    coalesce(known.visits, 0)
    -- Less than one person an hour is somebody in some hours: the draw decides what is rounded up.
    + (
        hours.weight * (2 + hours.visit_weight) * setting.customers * (80 + world.n('door', (hours.store_no * 100000 + hours.day_no) * 24 + hours.hour_no, 41))
        + world.n('door_part', (hours.store_no * 100000 + hours.day_no) * 24 + hours.hour_no, 80000000) * 1000000
    ) // 80000000000000 as entries
from hours
left join known on hours.store_id = known.store_id and hours.hour_started_at = known.hour_started_at
cross join world.settings as setting
order by hours.store_id, hours.hour_started_at;

-- Stock at the end of the day of what sells best; none while sold out.
create or replace table world.stock_days as
select
    stores.store_id,
    products.product_id,
    days.day_date as stock_date,
    case when count(stockouts.stockout_no) > 0 then 0 else 4 + min(world.n('stock', (stores.store_no * 1000 + products.product_no) * 10000 + days.day_no, 30)) end as units_available
from world.stores
cross join world.products
cross join world.days
left join world.stockouts
    on stores.store_id = stockouts.store_id and products.product_no = stockouts.product_no and days.day_no between stockouts.first_day_no and stockouts.last_day_no
where products.category_no > 0 and (products.product_no - 1) % 20 < 3 and days.day_date >= stores.opened_date
group by all
order by stores.store_id, products.product_id, days.day_date;

create or replace table world.online_stock as
select products.product_id, 40 + world.n('online_stock', products.product_no, 400) as quantity_available, setting.last_day + interval 26 hour as updated_at
from world.products
cross join world.settings as setting
where products.category_no > 0
order by products.product_id;

-- Rates are published on working days only; they drift slowly.
create or replace table world.exchange_rates as
select 'EUR' as from_currency, 'USD' as to_currency, cast(1.0500 + 0.0004 * abs(day_no % 260 - 130) + 0.0001 * world.n('rate', day_no, 30) as decimal(18, 8)) as exchange_rate, day_date as rate_date
from world.days
where dayofweek(day_date) between 1 and 5
order by rate_date;

create or replace table world.holidays as
select country_code, holiday_name, cast(make_date(cast(year_no as integer), month_no, day_no) as date) as holiday_date
from (values
    ('NL', 'New Year''s Day', 1, 1), ('NL', 'King''s Day', 4, 27), ('NL', 'Liberation Day', 5, 5), ('NL', 'Christmas Day', 12, 25), ('NL', 'Second Day of Christmas', 12, 26),
    ('IE', 'New Year''s Day', 1, 1), ('IE', 'Saint Patrick''s Day', 3, 17), ('IE', 'Christmas Day', 12, 25), ('IE', 'Saint Stephen''s Day', 12, 26),
    ('US', 'New Year''s Day', 1, 1), ('US', 'Juneteenth', 6, 19), ('US', 'Independence Day', 7, 4), ('US', 'Veterans Day', 11, 11), ('US', 'Christmas Day', 12, 25)
) as t (country_code, holiday_name, month_no, day_no)
cross join range(2024, 2028) as years (year_no)
order by country_code, holiday_date;
