-- Google Analytics 4 as it is exported to BigQuery: one chunk of people. The days of the export are
-- those of the property's time zone, Amsterdam. The daily tables reach to the day before the last. The
-- last day is there only as a stream; the stream of the day before was left where it was.

-- When the last day and the day before it begin there.
set variable ga4_last_day = (select timezone('UTC', timezone('Europe/Amsterdam', cast(last_day as timestamp))) from world.settings);
set variable ga4_day_before = (select timezone('UTC', timezone('Europe/Amsterdam', cast(last_day - 1 as timestamp))) from world.settings);

create or replace temp macro ga4_text(name, content) as {
    'key': name,
    'value': {'string_value': content, 'int_value': null::bigint, 'float_value': null::double, 'double_value': null::double}
};
create or replace temp macro ga4_whole(name, content) as {
    'key': name,
    'value': {'string_value': null::varchar, 'int_value': content::bigint, 'float_value': null::double, 'double_value': null::double}
};
create or replace temp macro ga4_amount(name, cents) as {
    'key': name,
    'value': {'string_value': null::varchar, 'int_value': null::bigint, 'float_value': null::double, 'double_value': cents / 100.0::double}
};
create or replace temp macro ga4_campaign(source, medium, campaign) as {
    'campaign_name': campaign, 'source': source, 'medium': medium
};

-- Copy 1 is a row that was exported twice, copy 2 a thank-you page that was opened again.
create or replace temp view ga4_copies as
select events.*, 1 as copy_no, events.event_at as happened_at
from world.web_events as events
where world.u('ga4_copy', events.event_no) < 0.003
union all
select *
from (
    select events.*, 2 as copy_no, events.event_at + to_minutes(1 + world.n('ga4_reload_delay', events.event_no, 4320)) as happened_at
    from world.web_events as events
    where events.event_name = 'purchase' and world.u('ga4_reload', events.event_no) < 0.02
)
where happened_at < getvariable('ga4_last_day') + interval 1 day;

insert into world.dirt
select 'ga4', 'web_analytics', 'events', case copy_no when 1 then 'duplicate_row' else 'repeated_purchase' end, count(*)
from ga4_copies
group by copy_no
order by copy_no;

-- Rows are put in order before their lists are made, because lists are heavy to sort; joins with small
-- tables keep the order on one thread.
create or replace temp view ga4_events as
with sorted as (
    select *
    from (select *, 0 as copy_no, event_at as happened_at from world.web_events union all from ga4_copies)
    order by event_no, copy_no
),

bought as (
    select
        lines.order_no,
        list({
            'item_id': lines.product_id,
            'item_name': lines.product_name,
            'item_brand': products.brand_name,
            'item_category': products.category_name,
            'price': lines.gross_taxed_cents / nullif(lines.quantity, 0) / 100.0::double,
            'quantity': lines.quantity::bigint,
            'location_id': null::varchar,
            'item_list_name': null::varchar
        } order by lines.line_no) as items
    from world.order_lines as lines
    left join world.products on lines.product_id = products.product_id
    where lines.order_no in (select order_no from world.web_events)
    group by lines.order_no
)

select
    sorted.event_no,
    sorted.copy_no,
    sorted.happened_at,
    -- The first page of a visit alone knows where the visitor came from.
    sorted.event_no % 16 <= 1 and sorted.copy_no < 2 as is_first_page,
    sorted.source,
    sorted.medium,
    sorted.campaign_name,
    sorted.gclid,
    sorted.is_consented,
    sorted.event_name,
    epoch_us(sorted.happened_at) as event_timestamp,
    list_filter([
        ga4_whole('ga_session_id', sorted.session_id),
        ga4_whole('ga_session_number', case when sorted.is_consented then sorted.session_number end),
        ga4_text('page_location', 'https://www.omnimart.example' || sorted.page_path || coalesce('?' || sorted.page_query, '')),
        ga4_text('page_referrer', case when is_first_page then 'https://' || sorted.referrer_host || '/' end),
        ga4_whole('engagement_time_msec', nullif(sorted.engagement_msec, 0)),
        ga4_text('source', case when is_first_page then sorted.source end),
        ga4_text('medium', case when is_first_page then sorted.medium end),
        ga4_text('campaign', case when is_first_page then sorted.campaign_name end),
        ga4_text('search_term', sorted.search_term),
        ga4_text('store_id', sorted.store_id),
        ga4_text('currency', case when sorted.value_cents is not null or orders.order_no is not null then sorted.currency end),
        ga4_amount('value', coalesce(sorted.value_cents, orders.total_cents))
    ], lambda parameter: parameter.value.string_value is not null or parameter.value.int_value is not null or parameter.value.double_value is not null) as event_params,
    world.n('ga4_bundle', sorted.session_no, 4000000000) as event_bundle_sequence_id,
    sorted.session_no % 100000 as batch_page_id,
    sorted.event_no % 16 as batch_event_index,
    case when sorted.is_consented then cast(6000000000000 + sorted.account_no as varchar) end as user_id,
    sorted.visitor_id as user_pseudo_id,
    case sorted.platform when 'WEB' then '3200000001' when 'IOS' then '3200000002' else '3200000003' end as stream_id,
    sorted.platform,
    sorted.device_category,
    sorted.country_code,
    orders.order_no is not null as is_order,
    orders.transaction_reference,
    orders.total_cents,
    case
        when sorted.product_id is not null
            then [{
                'item_id': sorted.product_id,
                'item_name': products.product_name,
                'item_brand': products.brand_name,
                'item_category': products.category_name,
                'price': case sorted.currency when 'USD' then products.price_usd_cents else products.price_eur_cents end / 100.0::double,
                'quantity': 1::bigint,
                'location_id': null::varchar,
                'item_list_name': case sorted.event_name when 'select_item' then 'recommendations' end
            }]
        else coalesce(bought.items, [])
    end as items
from sorted
left join world.orders on sorted.order_no = orders.order_no
left join bought on sorted.order_no = bought.order_no
left join world.products on sorted.product_id = products.product_id;

create or replace temp view ga4_export as
select
    event_no,
    copy_no,
    happened_at,
    strftime(timezone('Europe/Amsterdam', timezone('UTC', happened_at)), '%Y%m%d') as event_date,
    event_timestamp,
    event_name,
    event_params,
    event_bundle_sequence_id,
    batch_event_index,
    batch_page_id,
    1::bigint as batch_ordering_id,
    user_id,
    user_pseudo_id,
    {
        'analytics_storage': case when is_consented then 'Yes' else 'No' end,
        'ads_storage': case when is_consented then 'Yes' else 'No' end
    } as privacy_info,
    {'category': device_category} as device,
    {'country': case country_code when 'NL' then 'Netherlands' when 'IE' then 'Ireland' when 'US' then 'United States' end} as geo,
    stream_id,
    platform,
    -- The very first visit, whatever brought the present one.
    {'name': '(organic)', 'medium': 'organic', 'source': case when event_no % 7 = 0 then 'bing' else 'google' end} as traffic_source,
    {
        'manual_campaign_name': case when is_first_page and gclid is null then campaign_name end,
        'manual_source': case when is_first_page and gclid is null and source != '(direct)' then source end,
        'manual_medium': case when is_first_page and gclid is null and source != '(direct)' then medium end,
        'gclid': case when is_first_page then gclid end
    } as collected_traffic_source,
    -- Links that Google Ads tags itself have no campaign in the tags of the retailer.
    case when is_consented then {
        'manual_campaign': ga4_campaign(
            case when gclid is null then source else '(not set)' end,
            case when gclid is null then medium else '(not set)' end,
            case when gclid is null then campaign_name else '(not set)' end
        ),
        'cross_channel_campaign': ga4_campaign(source, medium, campaign_name)
    } end as session_traffic_source_last_click,
    {
        'transaction_id': case when is_order then transaction_reference when event_name = 'purchase' then '(not set)' end,
        'purchase_revenue': case when is_order then total_cents / 100.0::double end
    } as ecommerce,
    items
from ga4_events;

create or replace view out.ga4__events as
select * exclude (event_no, copy_no, happened_at)
from ga4_export
where happened_at < getvariable('ga4_last_day');

-- The stream does not know the visitor's first visit, nor yet the source of this one.
create or replace view out.ga4__events_intraday as
select * exclude (event_no, copy_no, happened_at)
    replace (
        {'name': null::varchar, 'medium': null::varchar, 'source': null::varchar} as traffic_source,
        case when false then session_traffic_source_last_click end as session_traffic_source_last_click
    )
from ga4_export
where happened_at >= getvariable('ga4_day_before');
