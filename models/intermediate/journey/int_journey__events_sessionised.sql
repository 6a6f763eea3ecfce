with

events as (

    select * from {{ ref('stg_web_analytics__events') }}
    where visitor_id is not null and not coalesce(is_bot, false)

),

robots as (

    select * from {{ ref('int_journey__robots_found') }}

),

-- A referring website stands in for a source that is not named.
events_of_people as (

    select
        events.*,
        lower(coalesce(events.traffic_source, events.referrer_host, '')) as named_source,
        lower(
            coalesce(
                events.traffic_medium,
                case
                    when events.traffic_source is null and events.referrer_host is not null
                        then 'referral'
                end,
                ''
            )
        ) as named_medium,
        case
            when lower(events.traffic_source) = '(direct)' then 'direct'
            when coalesce(events.traffic_source, events.referrer_host) is not null then 'led'
            else 'unstated'
        end as arrival

    from events

    left join robots
        on events.visitor_id = robots.visitor_id

    where robots.visitor_id is null

),

gaps_found as (

    select
        *,
        case
            when
                event_at
                <= lag(event_at) over (partition by visitor_id order by event_at, event_id)
                + interval {{ var('session_timeout_minutes') }} minute
                then 0
            else 1
        end as is_after_gap

    from events_of_people

),

gaps_numbered as (

    select
        *,
        sum(is_after_gap) over (
            partition by visitor_id
            order by event_at, event_id
            rows between unbounded preceding and current row
        ) as gap_number

    from gaps_found

),

-- A new campaign is what leads to the website and differs from what led there before.
campaigns_compared as (

    select
        *,
        named_source || '|' || named_medium || '|' || coalesce(lower(campaign_name), '')
            as traffic_name,
        lag(named_source || '|' || named_medium || '|' || coalesce(lower(campaign_name), '')) over (
            partition by visitor_id, gap_number, arrival order by event_at, event_id
        ) as traffic_name_before,
        min(case when arrival = 'direct' then event_at end) over (
            partition by visitor_id, gap_number
        ) as first_direct_at

    from gaps_numbered

),

campaigns_found as (

    select
        *,
        case
            when arrival = 'led' and traffic_name != traffic_name_before then 1
            when
                arrival = 'led' and traffic_name_before is null and first_direct_at < event_at
                then 1
            else 0
        end as is_new_campaign

    from campaigns_compared

),

final as (

    select
        -- ids
        event_id,
        visitor_id,
        session_id,
        product_id,
        ad_click_id,

        -- attributes
        source_system,
        event_name,
        platform,
        device_category,
        country_code,
        arrival,
        named_source,
        named_medium,
        lower(campaign_name) as campaign_name,
        analytics_consent,

        -- measures
        gap_number,
        sum(is_new_campaign) over (
            partition by visitor_id, gap_number
            order by event_at, event_id
            rows between unbounded preceding and current row
        ) as campaign_number,
        engagement_seconds,

        -- timestamps
        event_at

    from campaigns_found

)

select * from final
