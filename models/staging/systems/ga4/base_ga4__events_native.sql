{% set string = dbt.type_string() %}

with

shards as (

    select * from {{ ref('base_ga4__shards_merged') }}

),

-- Google gives events no key. Copies of a row agree in all of this; of events at one microsecond the
-- numbers of the bundle and in the batch differ, or else the parameters.
keyed as (

    select
        shards.*,
        concat_ws(
            '|',
            coalesce(cast(stream_id as {{ string }}), ''),
            coalesce(cast(user_pseudo_id as {{ string }}), ''),
            coalesce(cast(event_name as {{ string }}), ''),
            coalesce(cast(event_timestamp as {{ string }}), ''),
            coalesce(cast(event_bundle_sequence_id as {{ string }}), ''),
            coalesce(cast(batch_page_id as {{ string }}), ''),
            coalesce(cast(batch_ordering_id as {{ string }}), ''),
            coalesce(cast(batch_event_index as {{ string }}), ''),
            coalesce({{ event_params_text('event_parameters') }}, '')
        ) as event_text

    from shards

),

final as (

    select
        -- ids
        {{ dbt.hash('event_text') }} as event_key,
        user_pseudo_id,
        {{ event_param('event_parameters', 'ga_session_id') }} as ga_session_id,
        user_id,
        coalesce(
            ecommerce_transaction_id, {{ event_param('event_parameters', 'transaction_id') }}
        ) as transaction_id,
        {{ first_element('event_items', 'item_id') }} as first_item_id,
        coalesce(
            {{ event_param('event_parameters', 'store_id') }},
            {{ first_element('event_items', 'location_id') }}
        ) as store_id,

        -- attributes
        event_name as ga4_event_name,
        platform,
        {{ event_param('event_parameters', 'page_location', 'string') }} as page_location,
        {{ event_param('event_parameters', 'page_referrer', 'string') }} as page_referrer,
        session_traffic_source_last_click_manual_campaign_source as session_source,
        session_traffic_source_last_click_manual_campaign_medium as session_medium,
        session_traffic_source_last_click_manual_campaign_campaign_name as session_campaign,
        session_traffic_source_last_click_cross_channel_campaign_source as google_source,
        session_traffic_source_last_click_cross_channel_campaign_medium as google_medium,
        session_traffic_source_last_click_cross_channel_campaign_campaign_name as google_campaign,
        collected_traffic_source_manual_source as collected_source,
        collected_traffic_source_manual_medium as collected_medium,
        collected_traffic_source_manual_campaign_name as collected_campaign,
        {{ event_param('event_parameters', 'source') }} as event_source,
        {{ event_param('event_parameters', 'medium') }} as event_medium,
        {{ event_param('event_parameters', 'campaign') }} as event_campaign,
        coalesce(
            collected_traffic_source_gclid, {{ event_param('event_parameters', 'gclid') }}
        ) as gclid,
        {{ event_param('event_parameters', 'search_term') }} as search_term,
        device_category,
        geo_country,
        privacy_info_analytics_storage as analytics_storage,
        {{ event_param('event_parameters', 'currency', 'string') }} as currency,
        {{ event_param('event_parameters', 'traffic_type') }} as traffic_type,
        {{ event_param('event_parameters', 'debug_mode') }} as debug_mode,

        -- measures
        case
            when event_name in ('purchase', 'ecommerce_purchase')
                then coalesce(
                    cast(ecommerce_purchase_revenue as {{ string }}),
                    {{ event_param('event_parameters', 'value') }}
                )
            else {{ event_param('event_parameters', 'value') }}
        end as event_amount,
        {{ event_param('event_parameters', 'engagement_time_msec') }} as engagement_milliseconds,

        -- timestamps
        {{ epoch_timestamp('event_timestamp') }} as event_at

    from keyed

)

select * from final
