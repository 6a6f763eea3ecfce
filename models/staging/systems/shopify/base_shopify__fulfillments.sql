with

fulfillments as (

    {{ read_raw('shopify', shopify_table('fulfillment'), {
        'shipment_id|id': 'string required',
        'order_key|_dlt_parent_id|order_id': 'string required',
        'location_id': 'string',
        'status': 'string',
        'shipment_status|display_status': 'string',
        'tracking_company': 'string',
        'created_at': 'timestamp',
        'updated_at': 'timestamp',
    }, optional=true) }}

),

fulfillment_events as (

    {{ read_raw('shopify', shopify_table('fulfillment_event'), {
        'fulfillment_id': 'string required',
        'status': 'string',
        'happened_at': 'timestamp',
        'estimated_delivery_at': 'timestamp',
    }, optional=true) }}

),

events as (

    select
        cast(fulfillment_id as {{ dbt.type_string() }}) as shipment_id,
        lower(status) as event_status,
        {{ parse_value('happened_at', 'timestamp') }} as happened_at,
        {{ parse_value('estimated_delivery_at', 'timestamp') }} as promised_at,
        row_number() over (
            partition by cast(fulfillment_id as {{ dbt.type_string() }})
            order by {{ parse_value('happened_at', 'timestamp') }} desc, lower(status)
        ) as recency

    from fulfillment_events

),

last_events as (

    select
        shipment_id,
        max(case when recency = 1 then event_status end) as event_status,
        min(case when event_status = 'delivered' then happened_at end) as delivered_at,
        min(promised_at) as promised_at

    from events
    group by shipment_id

),

-- The carrier's word goes before Shopify's own state, which ends with the handing over.
final as (

    select
        -- ids
        cast(fulfillments.shipment_id as {{ dbt.type_string() }}) as shipment_id,
        cast(fulfillments.order_key as {{ dbt.type_string() }}) as order_key,
        nullif(trim(cast(fulfillments.location_id as {{ dbt.type_string() }})), '') as location_id,

        -- attributes
        fulfillments.tracking_company as carrier_name,
        case
            when lower(fulfillments.status) in ('cancelled', 'canceled') then 'cancelled'
            when lower(fulfillments.status) in ('error', 'failure') then 'failure'
            else coalesce(
                last_events.event_status,
                nullif(trim(lower(fulfillments.shipment_status)), ''),
                lower(fulfillments.status)
            )
        end as delivery_status,

        -- dates
        cast(last_events.promised_at as date) as promised_date,

        -- timestamps
        fulfillments.created_at,
        last_events.delivered_at,
        fulfillments.updated_at

    from fulfillments

    left join last_events
        on cast(fulfillments.shipment_id as {{ dbt.type_string() }}) = last_events.shipment_id

)

select * from final
