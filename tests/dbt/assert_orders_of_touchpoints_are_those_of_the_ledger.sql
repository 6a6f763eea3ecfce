-- Every sale is one touchpoint, and nothing else is.
with

orders as (

    select * from {{ ref('fct_orders') }}

),

purchases as (

    select * from {{ ref('fct_touchpoints') }} where touch_kind = 'purchase'

)

select
    orders.order_id,
    purchases.touchpoint_id
from orders
full outer join purchases
    on orders.order_id = purchases.order_id
where
    coalesce(orders.order_type = 'sale', false) != (purchases.touchpoint_id is not null)
    or purchases.channel_id != orders.channel_id
    or (
        purchases.touchpoint_id is not null
        and coalesce(purchases.customer_id, '') != coalesce(orders.customer_id, '')
    )
