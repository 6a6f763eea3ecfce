-- Google Ads as Fivetran's connector loads it. Shopping runs as Performance Max, which is reported by
-- campaign only. Reports of the last four weeks were loaded before with other numbers, and some rows
-- were loaded twice; neither may count.

create or replace temp table google_clock as
select first_day, last_day, last_day + interval 1 day + interval 3 hour as synced_at from world.settings;

create or replace temp table google_campaigns as
select
    *,
    2121450000 + account_no as customer_id,
    18000000000 + campaign_no as campaign_id,
    case campaign_type when 'SHOPPING' then 'PERFORMANCE_MAX' else campaign_type end as channel_type
from world.campaigns
where platform = 'google_ads';

create or replace view out.google_ads__account_history as
select distinct
    campaigns.customer_id as id,
    versions.updated_at,
    clock.synced_at as _fivetran_synced,
    true as auto_tagging_enabled,
    campaigns.account_currency as currency_code,
    case versions.is_active when true then 'Omnimart ' else 'Omnimart test ' end || campaigns.country_group as descriptive_name,
    campaigns.account_time_zone as time_zone,
    false as manager,
    false as test_account,
    versions.is_active as _fivetran_active
from google_campaigns as campaigns
cross join google_clock as clock
cross join (values (timestamp '2023-11-06 09:12:44.105', false), (timestamp '2024-02-12 10:01:03.220', true)) as versions (updated_at, is_active)
order by id, updated_at;

-- The version before the last is not marked as such for one campaign: the stamp decides.
create or replace view out.google_ads__campaign_history as
select
    campaigns.campaign_id as id,
    versions.updated_at,
    clock.synced_at as _fivetran_synced,
    campaigns.customer_id,
    case versions.is_last when true then campaigns.campaign_name else 'DRAFT ' || campaigns.campaign_name end as name,
    campaigns.channel_type as advertising_channel_type,
    'UNSPECIFIED' as advertising_channel_subtype,
    case versions.is_last when true then 'ENABLED' else 'PAUSED' end as status,
    case versions.is_last when true then 'SERVING' else 'SUSPENDED' end as serving_status,
    strftime(campaigns.start_date, '%Y-%m-%d') as start_date,
    '2037-12-30' as end_date,
    case when campaigns.campaign_no % 2 = 0 then '{lpurl}?utm_source=google&utm_medium=' || campaigns.utm_medium || '&utm_campaign=' || campaigns.utm_campaign end as tracking_url_template,
    case when campaigns.campaign_no % 2 = 1 then 'utm_source=google&utm_medium=' || campaigns.utm_medium || '&utm_campaign=' || campaigns.utm_campaign end as final_url_suffix,
    versions.is_last or campaigns.campaign_no = 1 as _fivetran_active
from google_campaigns as campaigns
cross join google_clock as clock
cross join (values (timestamp '2024-07-20 08:00:00.512', false), (timestamp '2024-08-01 14:30:10.031', true)) as versions (updated_at, is_last)
order by id, updated_at;

create or replace temp table google_cells as
select
    campaigns.customer_id,
    campaigns.campaign_id,
    campaigns.channel_type,
    campaigns.campaign_no,
    ads.ad_group_no,
    days.ad_no,
    days.performance_date,
    days.device,
    days.network,
    cast(days.impressions as bigint) as impressions,
    cast(days.clicks as bigint) as clicks,
    cast(days.cost_micros as bigint) as cost_micros,
    cast(days.conversions as decimal(18, 6)) as conversions,
    cast(days.conversions_value_cents as bigint) as value_cents,
    (cast(days.ad_no as bigint) * 10 + case days.device when 'MOBILE' then 1 when 'DESKTOP' then 2 else 3 end) * 100000 + date_diff('day', clock.first_day, days.performance_date) as cell_no,
    days.performance_date > clock.last_day - 28 and days.performance_date < clock.last_day as is_loaded_before,
    clock.synced_at
from world.ad_days as days
inner join google_campaigns as campaigns on days.campaign_no = campaigns.campaign_no
inner join world.ads on days.ad_no = ads.ad_no
cross join google_clock as clock
where days.impressions > 0;

-- copy_no 0 is the row that counts; 1 its exact copy; 2 what was loaded the morning after the day,
-- before late conversions came in and invalid clicks were taken back.
create or replace view out.google_ads__ad_stats as
with loads as (
    select *, 0 as copy_no from google_cells
    union all
    select *, 1 from google_cells where world.u('google_copy', cell_no) < 0.003
    union all
    select *, 2 from google_cells where is_loaded_before and world.u('google_restated', cell_no) < 0.2
)

select
    customer_id,
    performance_date as date,
    md5('ad' || cell_no) as _fivetran_id,
    case copy_no when 2 then performance_date + interval 1 day + interval 3 hour else synced_at end as _fivetran_synced,
    'customers/' || customer_id || '/adGroups/' || (150000000000 + ad_group_no) as ad_group,
    cast(150000000000 + ad_group_no as varchar) as ad_group_id,
    690000000000 + ad_no as ad_id,
    campaign_id,
    device,
    network as ad_network_type,
    'customers/' || customer_id || '/adGroupCriteria/' || (150000000000 + ad_group_no) || '~' || (70000000 + ad_no) as keyword_ad_group_criterion,
    impressions + case copy_no when 2 then 3 else 0 end as impressions,
    clicks + case copy_no when 2 then 1 else 0 end as clicks,
    cost_micros + case copy_no when 2 then 250000 else 0 end as cost_micros,
    cast(case copy_no when 2 then 0 else conversions end as double) as conversions,
    case copy_no when 2 then 0 else value_cents end / 100.0::double as conversions_value,
    0 as view_through_conversions
from loads
where channel_type != 'PERFORMANCE_MAX'
order by cell_no, copy_no;

create or replace view out.google_ads__campaign_stats as
with cells as (
    select
        customer_id, campaign_id, performance_date, device, network, is_loaded_before, synced_at, min(cell_no) as cell_no, cast(sum(impressions) as bigint) as impressions,
        cast(sum(clicks) as bigint) as clicks, cast(sum(cost_micros) as bigint) as cost_micros, sum(conversions) as conversions, cast(sum(value_cents) as bigint) as value_cents
    from google_cells
    group by all
),

loads as (
    select *, 0 as copy_no from cells
    union all
    select *, 1 from cells where world.u('google_campaign_copy', cell_no) < 0.003
    union all
    select *, 2 from cells where is_loaded_before and world.u('google_campaign_restated', cell_no) < 0.2
)

select
    md5('campaign' || cell_no) as _fivetran_id,
    customer_id,
    performance_date as date,
    case copy_no when 2 then performance_date + interval 1 day + interval 3 hour else synced_at end as _fivetran_synced,
    campaign_id as id,
    'customers/' || customer_id || '/campaigns/' || campaign_id as base_campaign,
    device,
    network as ad_network_type,
    impressions + case copy_no when 2 then 3 else 0 end as impressions,
    clicks + case copy_no when 2 then 1 else 0 end as clicks,
    cost_micros + case copy_no when 2 then 250000 else 0 end as cost_micros,
    cast(case copy_no when 2 then 0 else conversions end as double) as conversions,
    case copy_no when 2 then 0 else value_cents end / 100.0::double as conversions_value,
    clicks as interactions,
    0 as view_through_conversions
from loads
order by cell_no, copy_no;
