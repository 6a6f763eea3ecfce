{% set columns = {
    'event_date': 'string required',
    'event_timestamp': 'bigint required',
    'ga4_event_name|event_name': 'string required',
    'event_params': untyped() ~ ' required',
    'items': untyped(),
    'user_pseudo_id': 'string',
    'user_id': 'string',
    'stream_id': 'string',
    'event_bundle_sequence_id': 'bigint',
    'batch_page_id': 'bigint',
    'batch_ordering_id': 'bigint',
    'batch_event_index': 'bigint',
    'platform': 'string',
    'privacy_info.analytics_storage': 'string',
    'ga4_device_category|device.category': 'string',
    'geo.country': 'string',
    'session_traffic_source_last_click.manual_campaign.source': 'string',
    'session_traffic_source_last_click.manual_campaign.medium': 'string',
    'session_traffic_source_last_click.manual_campaign.campaign_name': 'string',
    'session_traffic_source_last_click.cross_channel_campaign.source': 'string',
    'session_traffic_source_last_click.cross_channel_campaign.medium': 'string',
    'session_traffic_source_last_click.cross_channel_campaign.campaign_name': 'string',
    'collected_traffic_source.manual_source': 'string',
    'collected_traffic_source.manual_medium': 'string',
    'collected_traffic_source.manual_campaign_name': 'string',
    'collected_traffic_source.gclid': 'string',
    'ecommerce.transaction_id': 'string',
    'ecommerce.purchase_revenue': 'decimal(20, 3)',
} %}
{% set string = dbt.type_string() %}

with

daily as (

    {{ read_raw('ga4', 'events', columns) }}

),

intraday as (

    {{ read_raw('ga4', 'events_intraday', columns, optional=true) }}

),

daily_dates as (

    select distinct cast(event_date as {{ string }}) as event_date

    from daily

),

-- The daily export of a day replaces its stream; what is left of the stream then is a copy.
merged as (

    select * from daily

    union all

    select intraday.*

    from intraday

    left join daily_dates on cast(intraday.event_date as {{ string }}) = daily_dates.event_date

    where daily_dates.event_date is null

),

final as (

    select
        merged.*,
        {{ struct_list('merged.event_params', {
            'key': string,
            'value': {
                'string_value': string,
                'int_value': 'bigint',
                'float_value': 'double',
                'double_value': 'double',
            },
        }) }} as param_list,
        {{ struct_list('merged.items', {'item_id': string, 'location_id': string}) }} as item_list

    from merged

)

select * from final
