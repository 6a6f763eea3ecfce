with

shipments as (

    select * from {{ ref('fct_shipments') }} where order_date is not null

),

shipments_by_level as (

    select
        shipments.*,
        shipments.channel_id as level_channel_id
    from shipments

    union all

    select
        shipments.*,
        '(all)' as level_channel_id
    from shipments

),

summed as (

    select
        level_channel_id as channel_id,
        cast({{ dbt.date_trunc('month', 'order_date') }} as date) as order_month,
        count(*) as shipments,
        sum(case when is_delivered then 1 else 0 end) as delivered_shipments,
        sum(case when shipment_status = 'failed' then 1 else 0 end) as failed_shipments,
        count(delivery_days) as timed_shipments,
        percentile_cont(0.5) within group (order by delivery_days) as delivery_days_median,
        percentile_cont(0.9) within group (order by delivery_days) as delivery_days_p90,
        count(is_on_time) as promised_shipments,
        sum(case when is_on_time then 1 else 0 end) as on_time_shipments

    from shipments_by_level

    group by level_channel_id, {{ dbt.date_trunc('month', 'order_date') }}

),

final as (

    select
        -- ids
        channel_id,

        -- measures
        cast(shipments as bigint) as shipments,
        cast(delivered_shipments as bigint) as delivered_shipments,
        cast(failed_shipments as bigint) as failed_shipments,
        cast(timed_shipments as bigint) as timed_shipments,
        {{ safe_divide('timed_shipments', 'delivered_shipments') }} as timed_shipment_share,
        cast(delivery_days_median as double) as delivery_days_median,
        cast(delivery_days_p90 as double) as delivery_days_p90,
        cast(promised_shipments as bigint) as promised_shipments,
        cast(on_time_shipments as bigint) as on_time_shipments,
        {{ safe_divide('on_time_shipments', 'promised_shipments') }} as on_time_delivery_rate,

        -- dates
        order_month

    from summed

)

select * from final
