-- Whose the customer data of a channel in use is must be known.
with

channels as (

    select * from {{ ref('dim_channels') }}

),

touches as (

    select * from {{ ref('fct_touchpoints') }}

),

funnel as (

    select * from {{ ref('kpi_funnel_monthly') }}

),

orders as (

    select * from {{ ref('fct_orders') }}

),

used as (

    select channel_id from touches
    union distinct
    select visited_channel_id as channel_id from touches
    union distinct
    select channel_id from funnel
    union distinct
    select channel_id from orders
    union distinct
    select fulfilment_channel_id as channel_id from orders

)

select used.channel_id
from used
left join channels
    on used.channel_id = channels.channel_id
where
    used.channel_id is not null
    and used.channel_id != '(all)'
    and channels.customer_data_owner is null
