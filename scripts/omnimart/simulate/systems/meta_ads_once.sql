-- Meta Ads as Fivetran's connector loads it: spend in whole cents, purchases in whole numbers and under
-- several types at once, reports of the last four weeks also as they were loaded before.

create or replace temp table meta_clock as
select first_day, last_day, last_day + interval 1 day + interval 3 hour as synced_at from world.settings;

create or replace temp table meta_campaigns as
select
    *,
    1700252260223810 + account_no as account_id,
    120210000000000000 + campaign_no as campaign_id,
    120220000000000000 + campaign_no as ad_set_id
from world.campaigns
where platform = 'meta_ads';

create or replace temp table meta_ads as
select
    ads.ad_no,
    ads.ad_name,
    ads.ad_group_name,
    ads.final_url,
    campaigns.*,
    120230000000000000 + ads.ad_no as ad_id,
    120240000000000000 + ads.ad_no as creative_id
from world.ads
inner join meta_campaigns as campaigns on ads.campaign_no = campaigns.campaign_no;

create or replace view out.meta_ads__account_history as
select distinct
    campaigns.account_id as id,
    'Omnimart ' || campaigns.country_group as name,
    campaigns.account_currency as currency,
    campaigns.account_time_zone as timezone_name,
    'ACTIVE' as account_status,
    case versions.is_last when true then clock.synced_at else cast(clock.first_day as timestamp) end as _fivetran_synced
from meta_campaigns as campaigns
cross join meta_clock as clock
cross join (values (false), (true)) as versions (is_last)
order by id, _fivetran_synced;

create or replace view out.meta_ads__campaign_history as
select
    campaigns.campaign_id as id,
    campaigns.account_id,
    case versions.is_last when true then campaigns.campaign_name else campaigns.campaign_name || ' (copy)' end as name,
    campaigns.campaign_type as objective,
    case versions.is_last when true then 'ACTIVE' else 'PAUSED' end as status,
    case versions.is_last when true then 'ACTIVE' else 'PAUSED' end as effective_status,
    timezone('UTC', timezone(campaigns.account_time_zone, cast(campaigns.start_date as timestamp))) as start_time,
    cast(null as timestamp) as stop_time,
    50000 as daily_budget,
    versions.updated_at as updated_time,
    case versions.is_last when true then clock.synced_at else cast(clock.first_day as timestamp) end as _fivetran_synced
from meta_campaigns as campaigns
cross join meta_clock as clock
cross join (values (timestamp '2024-07-20 08:00:00', false), (timestamp '2024-08-01 14:30:10', true)) as versions (updated_at, is_last)
order by id, updated_time;

create or replace view out.meta_ads__ad_set_history as
select distinct
    ad_set_id as id,
    account_id,
    campaign_id,
    ad_group_name as name,
    'ACTIVE' as status,
    'OFFSITE_CONVERSIONS' as optimization_goal,
    timestamp '2024-08-01 14:31:00' as updated_time,
    clock.synced_at as _fivetran_synced
from meta_ads
cross join meta_clock as clock
order by id;

-- Before the last version, the ad had another creative.
create or replace view out.meta_ads__ad_history as
select
    ads.ad_id as id,
    ads.account_id,
    ads.ad_set_id,
    ads.campaign_id,
    case versions.is_last when true then ads.creative_id else 120240000000000000 end as creative_id,
    ads.ad_name as name,
    versions.updated_at as updated_time,
    case versions.is_last when true then clock.synced_at else cast(clock.first_day as timestamp) end as _fivetran_synced
from meta_ads as ads
cross join meta_clock as clock
cross join (values (timestamp '2024-07-25 08:00:00', false), (timestamp '2024-08-01 14:32:00', true)) as versions (updated_at, is_last)
order by id, updated_time;

create or replace view out.meta_ads__creative_history as
select
    creative_id as id,
    account_id,
    ad_name || ' creative' as name,
    '[{"key":"utm_source","value":"' || utm_source || '","type":"AD"},{"key":"utm_medium","value":"' || utm_medium || '","type":"AD"},'
    || '{"key":"utm_campaign","value":"' || utm_campaign || '","type":"AD"},{"key":"utm_content","value":"{{ad.name}}","type":"AD"}]' as url_tags,
    final_url as object_story_link_data_link,
    md5('creative' || creative_id) as _fivetran_id,
    clock.synced_at as _fivetran_synced
from meta_ads
cross join meta_clock as clock
order by id;

-- Meta counts whole purchases: one is claimed on the day on which the sum of the fractions gets there.
create or replace temp table meta_cells as
with days as (
    select
        ads.ad_id,
        ads.ad_name,
        ads.ad_group_name,
        ads.account_id,
        days.performance_date,
        cast(days.ad_no as bigint) * 100000 + date_diff('day', clock.first_day, days.performance_date) as cell_no,
        days.performance_date > clock.last_day - 28 and days.performance_date < clock.last_day as is_loaded_before,
        clock.synced_at,
        cast(sum(days.impressions) as bigint) as impressions,
        cast(sum(days.clicks) as bigint) as clicks,
        (cast(sum(days.cost_micros) as bigint) + 5000) // 10000 as spend_cents,
        sum(cast(days.conversions as decimal(18, 6))) as conversions
    from world.ad_days as days
    inner join meta_ads as ads on days.ad_no = ads.ad_no
    cross join meta_clock as clock
    group by all
    having sum(days.impressions) > 0
),

claims as (
    select
        *,
        cast(floor(sum(conversions) over (partition by ad_id order by performance_date)) as bigint) as purchases_so_far
    from days
)

select
    *,
    purchases_so_far - coalesce(lag(purchases_so_far) over (partition by ad_id order by performance_date), 0) as purchases,
    (purchases_so_far - coalesce(lag(purchases_so_far) over (partition by ad_id order by performance_date), 0)) * (4000 + world.n('meta_value', cell_no, 4000)) as value_cents
from claims
order by cell_no;

create or replace temp table meta_loads as
select *, 0 as copy_no from meta_cells
union all
select *, 1 from meta_cells where world.u('meta_copy', cell_no) < 0.003
union all
select *, 2 from meta_cells where is_loaded_before and world.u('meta_restated', cell_no) < 0.2;

create or replace view out.meta_ads__basic_ad as
select
    cast(ad_id as varchar) as ad_id,
    ad_name,
    ad_group_name as adset_name,
    account_id,
    performance_date as date,
    impressions + case copy_no when 2 then 3 else 0 end as impressions,
    clicks + case copy_no when 2 then 1 else 0 end as inline_link_clicks,
    (spend_cents + case copy_no when 2 then 25 else 0 end) / 100.0::double as spend,
    impressions * 9 // 10 as reach,
    1.1::double as frequency,
    md5('basic_ad' || ad_id) as _fivetran_id,
    case copy_no when 2 then performance_date + interval 1 day + interval 3 hour else synced_at end as _fivetran_synced
from meta_loads
order by cell_no, copy_no;

-- One purchase appears as up to three actions. One of twenty ad-days has no omni_purchase.
create or replace temp table meta_actions as
select
    loads.*,
    actions.action_type,
    actions.place,
    case
        when actions.action_type = 'link_click' then clicks
        -- The pixel misses some.
        when actions.action_type = 'offsite_conversion.fb_pixel_purchase' then purchases - purchases // 10
        else purchases
    end as action_count
from meta_loads as loads
cross join (values
    (0, 'link_click'), (1, 'offsite_conversion.fb_pixel_purchase'), (2, 'omni_purchase'), (3, 'purchase')
) as actions (place, action_type)
where
    copy_no != 2
    and case actions.action_type
        when 'link_click' then clicks > 0
        when 'omni_purchase' then purchases > 0 and world.u('meta_omni', cell_no) >= 0.05
        else purchases > 0
    end;

create or replace view out.meta_ads__basic_ad_actions as
select
    md5('basic_ad' || ad_id) as _fivetran_id,
    cast(ad_id as varchar) as ad_id,
    performance_date as date,
    place as index,
    cast(action_count as double) as value,
    cast(action_count as double) as _7_d_click,
    cast(null as double) as _1_d_view,
    action_type,
    cast(null as double) as inline,
    synced_at as _fivetran_synced
from meta_actions
order by cell_no, copy_no, place;

create or replace view out.meta_ads__basic_ad_action_values as
select
    cast(ad_id as varchar) as ad_id,
    performance_date as date,
    md5('basic_ad' || ad_id) as _fivetran_id,
    place - 1 as index,
    action_type,
    case action_type when 'offsite_conversion.fb_pixel_purchase' then value_cents - value_cents // 10 else value_cents end / 100.0::double as value,
    case action_type when 'offsite_conversion.fb_pixel_purchase' then value_cents - value_cents // 10 else value_cents end / 100.0::double as _7_d_click,
    synced_at as _fivetran_synced
from meta_actions
where action_type != 'link_click'
order by cell_no, copy_no, place;
