with

shards as (

    select * from {{ ref('base_ga4__shards_merged') }}

),

-- The lists of names and of values are made once; each parameter is then a search in them.
listed as (

    select
        shards.*,
        {{ event_param_keys('shards.param_list') }} as param_keys,
        {{ event_param_texts('shards.param_list') }} as param_texts

    from shards

),

named as (

    select
        listed.*,
        {{ event_params_joined('param_keys', 'param_texts') }} as params_joined,
        {{ event_param('param_keys', 'param_texts', 'ga_session_id') }} as param_ga_session_id,
        {{ event_param('param_keys', 'param_texts', 'transaction_id') }} as param_transaction_id,
        {{ event_param('param_keys', 'param_texts', 'store_id') }} as param_store_id,
        {{ event_param('param_keys', 'param_texts', 'page_location') }} as param_page_location,
        {{ event_param('param_keys', 'param_texts', 'page_referrer') }} as param_page_referrer,
        {{ event_param('param_keys', 'param_texts', 'source') }} as param_source,
        {{ event_param('param_keys', 'param_texts', 'medium') }} as param_medium,
        {{ event_param('param_keys', 'param_texts', 'campaign') }} as param_campaign,
        {{ event_param('param_keys', 'param_texts', 'gclid') }} as param_gclid,
        {{ event_param('param_keys', 'param_texts', 'search_term') }} as param_search_term,
        {{ event_param('param_keys', 'param_texts', 'currency') }} as param_currency,
        {{ event_param('param_keys', 'param_texts', 'traffic_type') }} as param_traffic_type,
        {{ event_param('param_keys', 'param_texts', 'debug_mode') }} as param_debug_mode,
        {{ event_param('param_keys', 'param_texts', 'value') }} as param_value,
        {{ event_param('param_keys', 'param_texts', 'engagement_time_msec') }}
            as param_engagement_time_msec,
        {{ first_element('item_list', 'item_id') }} as first_item_id,
        {{ first_element('item_list', 'location_id') }} as first_location_id

    from listed

),

-- Google gives events no key. Copies of a row agree in all of this; of events at one microsecond
-- the numbers of the bundle and in the batch differ, or else the parameters.
keyed as (

    select
        named.*,
        concat_ws(
            '|',
            coalesce(cast(named.stream_id as {{ dbt.type_string() }}), ''),
            coalesce(cast(named.user_pseudo_id as {{ dbt.type_string() }}), ''),
            coalesce(cast(named.ga4_event_name as {{ dbt.type_string() }}), ''),
            coalesce(cast(named.event_timestamp as {{ dbt.type_string() }}), ''),
            coalesce(cast(named.event_bundle_sequence_id as {{ dbt.type_string() }}), ''),
            coalesce(cast(named.batch_page_id as {{ dbt.type_string() }}), ''),
            coalesce(cast(named.batch_ordering_id as {{ dbt.type_string() }}), ''),
            coalesce(cast(named.batch_event_index as {{ dbt.type_string() }}), ''),
            coalesce(named.params_joined, '')
        ) as event_text

    from named

),

final as (

    select
        -- ids
        {{ dbt.hash('event_text') }} as event_key,
        user_pseudo_id,
        param_ga_session_id as ga_session_id,
        user_id,
        coalesce(ecommerce_transaction_id, param_transaction_id) as transaction_id,
        first_item_id,
        coalesce(param_store_id, first_location_id) as store_id,

        -- attributes
        ga4_event_name,
        platform,
        param_page_location as page_location,
        param_page_referrer as page_referrer,
        session_traffic_source_last_click_manual_campaign_source as session_source,
        session_traffic_source_last_click_manual_campaign_medium as session_medium,
        session_traffic_source_last_click_manual_campaign_campaign_name as session_campaign,
        session_traffic_source_last_click_cross_channel_campaign_source as google_source,
        session_traffic_source_last_click_cross_channel_campaign_medium as google_medium,
        session_traffic_source_last_click_cross_channel_campaign_campaign_name as google_campaign,
        collected_traffic_source_manual_source as collected_source,
        collected_traffic_source_manual_medium as collected_medium,
        collected_traffic_source_manual_campaign_name as collected_campaign,
        param_source as event_source,
        param_medium as event_medium,
        param_campaign as event_campaign,
        coalesce(collected_traffic_source_gclid, param_gclid) as gclid,
        param_search_term as search_term,
        ga4_device_category,
        geo_country,
        privacy_info_analytics_storage as analytics_storage,
        param_currency as currency,
        param_traffic_type as traffic_type,
        param_debug_mode as debug_mode,

        -- measures
        case
            when ga4_event_name in ('purchase', 'ecommerce_purchase')
                then coalesce(
                    cast(ecommerce_purchase_revenue as {{ dbt.type_string() }}), param_value
                )
            else param_value
        end as event_amount,
        param_engagement_time_msec as engagement_milliseconds,

        -- timestamps
        {{ epoch_timestamp('event_timestamp') }} as event_at

    from keyed

)

select * from final
