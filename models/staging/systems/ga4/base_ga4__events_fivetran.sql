with

events as (

    {{ read_raw('ga4', 'event', {
        '_fivetran_id': 'string required',
        'date': 'string',
        'timestamp': 'timestamp required',
        'name': 'string required',
        'is_intraday': 'boolean',
        'user_pseudo_id': 'string',
        'user_id': 'string',
        'platform': 'string',
        'ga4_device_category|device_category': 'string',
        'geo_country': 'string',
        'privacy_info_analytics_storage': 'string',
        'collected_traffic_source_manual_source': 'string',
        'collected_traffic_source_manual_medium': 'string',
        'collected_traffic_source_manual_campaign_name': 'string',
        'collected_traffic_source_gclid': 'string',
        'ecommerce_transaction_id': 'string',
        'ecommerce_purchase_revenue': 'decimal(20, 3)',
        'ecommerce_purchase_revenue_in_usd': 'decimal(20, 3)',
        'value_in_usd': 'decimal(20, 3)',
        'param_ga_session_id': 'string',
        'param_page_location': 'string',
        'param_page_referrer': 'string',
        'param_source': 'string',
        'param_medium': 'string',
        'param_campaign': 'string',
        'param_gclid': 'string',
        'param_search_term': 'string',
        'param_store_id': 'string',
        'param_currency': 'string',
        'param_value': 'decimal(20, 3)',
        'param_engagement_time_msec': 'bigint',
        'param_traffic_type': 'string',
        'param_debug_mode': 'string',
    }) }}

),

flagged as (

    select
        events.*,
        events.date as event_date,
        events.timestamp as event_at,
        events.name as ga4_event_name,
        coalesce({{ parse_value('events.is_intraday', 'boolean') }}, false) as is_streamed

    from events

),

daily_dates as (

    select distinct event_date

    from flagged

    where not is_streamed

),

-- The daily export of a day replaces its stream; what is left of the stream then is a copy.
merged as (

    select
        flagged.*,
        case
            when flagged.ga4_event_name = 'purchase'
                then coalesce(
                    cast(flagged.ecommerce_purchase_revenue as {{ dbt.type_string() }}),
                    cast(flagged.param_value as {{ dbt.type_string() }})
                )
            else cast(flagged.param_value as {{ dbt.type_string() }})
        end as local_amount,
        case
            when flagged.ga4_event_name = 'purchase'
                then cast(flagged.ecommerce_purchase_revenue_in_usd as {{ dbt.type_string() }})
            else cast(flagged.value_in_usd as {{ dbt.type_string() }})
        end as dollar_amount

    from flagged

    left join daily_dates on flagged.event_date = daily_dates.event_date

    where not flagged.is_streamed or daily_dates.event_date is null

),

final as (

    select
        -- ids
        _fivetran_id as event_key,
        user_pseudo_id,
        cast(param_ga_session_id as {{ dbt.type_string() }}) as ga_session_id,
        user_id,
        ecommerce_transaction_id as transaction_id,
        cast(null as {{ dbt.type_string() }}) as first_item_id,
        param_store_id as store_id,

        -- attributes
        ga4_event_name,
        platform,
        param_page_location as page_location,
        param_page_referrer as page_referrer,
        cast(null as {{ dbt.type_string() }}) as session_source,
        cast(null as {{ dbt.type_string() }}) as session_medium,
        cast(null as {{ dbt.type_string() }}) as session_campaign,
        cast(null as {{ dbt.type_string() }}) as google_source,
        cast(null as {{ dbt.type_string() }}) as google_medium,
        cast(null as {{ dbt.type_string() }}) as google_campaign,
        collected_traffic_source_manual_source as collected_source,
        collected_traffic_source_manual_medium as collected_medium,
        coalesce(collected_traffic_source_manual_campaign_name, param_campaign)
            as collected_campaign,
        param_source as event_source,
        param_medium as event_medium,
        param_campaign as event_campaign,
        coalesce(collected_traffic_source_gclid, param_gclid) as gclid,
        param_search_term as search_term,
        ga4_device_category,
        geo_country,
        privacy_info_analytics_storage as analytics_storage,
        case
            when local_amount is null and dollar_amount is not null then 'USD'
            else param_currency
        end as currency,
        param_traffic_type as traffic_type,
        cast(param_debug_mode as {{ dbt.type_string() }}) as debug_mode,

        -- measures
        coalesce(local_amount, dollar_amount) as event_amount,
        cast(param_engagement_time_msec as {{ dbt.type_string() }}) as engagement_milliseconds,

        -- timestamps
        event_at

    from merged

)

select * from final
