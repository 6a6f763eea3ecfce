with

events as (

    select * from {{ ref('stg_web_analytics__events') }}
    where
        visitor_id is not null
        and coalesce(analytics_consent, 'unknown') != 'denied'
        and not coalesce(is_bot, false)

),

recommendations as (

    select * from {{ ref('stg_enrichment__recommendations') }}
    where visitor_id is not null or account_id is not null

),

final as (

    select
        'web_analytics.visits' as record_type,
        coalesce(session_id, visitor_id) as record_id,
        source_system,
        case when platform in ('ios', 'android') then 'app' else 'webshop' end as channel_id,
        account_id,
        cast(null as {{ dbt.type_string() }}) as member_id,
        cast(null as {{ dbt.type_string() }}) as profile_id,
        cast(null as {{ dbt.type_string() }}) as loyalty_id,
        cast(null as {{ dbt.type_string() }}) as email,
        cast(null as {{ dbt.type_string() }}) as phone,
        cast(null as {{ dbt.type_string() }}) as payment_card_fingerprint,
        visitor_id,
        country_code,
        count(*) as sighting_count,
        min(event_at) as first_seen_at,
        max(event_at) as last_seen_at
    from events
    group by
        coalesce(session_id, visitor_id),
        source_system,
        case when platform in ('ios', 'android') then 'app' else 'webshop' end,
        account_id,
        visitor_id,
        country_code

    union all

    select
        'enrichment.recommendations' as record_type,
        coalesce(session_id, visitor_id, account_id) as record_id,
        source_system,
        'webshop' as channel_id,
        account_id,
        null as member_id,
        null as profile_id,
        null as loyalty_id,
        null as email,
        null as phone,
        null as payment_card_fingerprint,
        visitor_id,
        null as country_code,
        count(*) as sighting_count,
        min(event_at) as first_seen_at,
        max(event_at) as last_seen_at
    from recommendations
    group by
        coalesce(session_id, visitor_id, account_id),
        source_system,
        account_id,
        visitor_id

)

select * from final
