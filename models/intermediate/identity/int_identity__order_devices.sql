with

orders as (

    select * from {{ ref('stg_webshop__orders') }} where transaction_reference is not null

),

events as (

    select * from {{ ref('stg_web_analytics__events') }}
    where visitor_id is not null and transaction_reference is not null

),

-- A number that two orders or two devices carry says nothing about either.
numbered_orders as (

    select
        transaction_reference,
        min(order_id) as order_id

    from orders

    group by transaction_reference

    having count(*) = 1

),

final as (

    select
        numbered_orders.order_id,
        min(events.visitor_id) as visitor_id,
        min(events.source_system) as source_system

    from events

    inner join numbered_orders
        on events.transaction_reference = numbered_orders.transaction_reference

    where coalesce(events.analytics_consent, 'unknown') != 'denied'

    group by numbered_orders.order_id

    having min(events.visitor_id) = max(events.visitor_id)

)

select * from final
