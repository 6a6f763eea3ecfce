with

research as (

    select * from {{ ref('int_ropo__research') }}

),

orders as (

    select * from {{ ref('int_journey__order_touches') }} where customer_id is not null

),

touches as (

    select distinct
        customer_id,
        channel_id,
        researched_at
    from research

),

-- A customer counts once per month and channel, by the shortest time to an order in each channel.
final as (

    select
        -- ids
        touches.customer_id,
        touches.channel_id as research_channel_id,
        orders.channel_id as purchase_channel_id,

        -- measures
        min(
            {{ epoch_seconds('orders.touched_at') }} - {{ epoch_seconds('touches.researched_at') }}
        ) / cast(3600 as double) as shortest_hours,

        -- dates
        cast({{ dbt.date_trunc('month', 'touches.researched_at') }} as date) as research_month

    from touches

    left join orders
        on
            touches.customer_id = orders.customer_id
            and touches.researched_at < orders.touched_at
            and touches.researched_at
            >= orders.touched_at - interval {{ var('ropo_windows') | max }} day

    group by
        touches.customer_id,
        touches.channel_id,
        orders.channel_id,
        cast({{ dbt.date_trunc('month', 'touches.researched_at') }} as date)

)

select * from final
