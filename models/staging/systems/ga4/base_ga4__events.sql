with

events as (

    select * from {{ ref('base_ga4__events_' ~ var('ga4_loader', 'native')) }}

),

event_names as (

    select * from {{ ref('ga4_event_names') }}

),

countries as (

    select * from {{ ref('ga4_countries') }}

),

-- Of the places that may name the source of a visit, the first that does is taken whole: a medium
-- or campaign of another place would belong to another visit.
placed as (

    select
        events.*,
        case
            when events.ga4_event_name is not null
                then coalesce(event_names.event_name, 'other')
        end as event_name,
        countries.country_code,
        case
            when coalesce(events.session_source, '') not in ('', '(not set)') then 'session'
            when coalesce(events.google_source, '') not in ('', '(not set)') then 'google'
            when coalesce(events.collected_source, '') not in ('', '(not set)') then 'collected'
            else 'event'
        end as source_place,
        regexp_extract(
            events.page_location, '^(?:[a-zA-Z][a-zA-Z0-9+.-]*://[^/?#]*)?([^?#]*)', 1
        ) as location_path

    from events

    left join event_names on events.ga4_event_name = event_names.ga4_event_name

    left join countries on events.geo_country = countries.ga4_country

),

chosen as (

    select
        placed.*,
        case placed.source_place
            when 'session' then placed.session_source
            when 'google' then placed.google_source
            when 'collected' then placed.collected_source
            else placed.event_source
        end as source,
        case placed.source_place
            when 'session' then placed.session_medium
            when 'google' then placed.google_medium
            when 'collected' then placed.collected_medium
            else placed.event_medium
        end as medium,
        case placed.source_place
            when 'session' then placed.session_campaign
            when 'google' then placed.google_campaign
            when 'collected' then placed.collected_campaign
            else placed.event_campaign
        end as campaign

    from placed

),

final as (

    select
        -- ids
        event_key as event_id,
        nullif(user_pseudo_id, '') as visitor_id,
        nullif(user_pseudo_id, '') || '-' || nullif(ga_session_id, '') as session_id,
        nullif(user_id, '') as account_id,
        nullif(nullif(transaction_id, ''), '(not set)') as transaction_reference,
        -- The items of other events, a purchase above all, are several products.
        case
            when
                event_name in (
                    'product_view', 'add_to_cart', 'recommendation_click', 'stock_check'
                )
                then nullif(nullif(first_item_id, ''), '(not set)')
        end as product_id,
        nullif(nullif(store_id, ''), '(not set)') as store_id,

        -- attributes
        event_name,
        platform,
        -- Now and then a path holds an e-mail address too: it ends before that.
        case
            when position('@' in location_path) > 0 or position('%40' in location_path) > 0
                then regexp_extract(location_path, '^(.*?)/?[^/]*(?:@|%40)', 1)
            when page_location is not null then coalesce(nullif(location_path, ''), '/')
        end as page_path,
        nullif(lower(regexp_extract(
            page_referrer, '^[a-zA-Z][a-zA-Z0-9+.-]*://(?:[^/?#@]*@)?([^/?#:@]+)', 1
        )), '') as referrer_host,
        nullif(nullif(source, ''), '(not set)') as traffic_source,
        nullif(nullif(medium, ''), '(not set)') as traffic_medium,
        nullif(nullif(campaign, ''), '(not set)') as campaign_name,
        nullif(gclid, '') as ad_click_id,
        case when position('@' in search_term) = 0 then nullif(search_term, '') end as search_term,
        case
            when lower(ga4_device_category) in ('desktop', 'mobile', 'tablet')
                then lower(ga4_device_category)
            when lower(ga4_device_category) in ('smart tv', 'tv', 'connected tv') then 'tv'
            when ga4_device_category is not null then 'other'
        end as device_category,
        country_code,
        case
            when lower(analytics_storage) in ('yes', 'granted', 'true', '1') then 'granted'
            when lower(analytics_storage) in ('no', 'denied', 'false', '0') then 'denied'
            else 'unknown'
        end as analytics_consent,
        currency,

        -- measures
        event_amount,
        {{ parse_value('engagement_milliseconds', 'decimal(18, 3)') }}
        * cast(0.001 as decimal(4, 3)) as engagement_seconds,

        -- flags
        coalesce(lower(traffic_type) in ('internal', 'developer'), false)
        or coalesce(lower(debug_mode) in ('1', 'true'), false) as is_bot,

        -- timestamps
        event_at

    from chosen

)

select * from final
