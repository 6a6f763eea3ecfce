with

channels as (

    select * from {{ ref('stg_reference__channels') }}

),

orders as (

    select * from {{ ref('fct_orders') }}

),

messages as (

    select * from {{ ref('stg_messaging__messages') }}

),

seen as (

    select channel_id from orders
    union distinct
    select message_channel as channel_id from messages

),

final as (

    select
        -- ids
        channels.channel_id,

        -- attributes
        channels.channel_name,
        channels.channel_group,
        channels.customer_data_owner,

        -- flags
        channels.is_online,
        channels.is_selling,
        seen.channel_id is not null as is_present

    from channels

    left join seen
        on channels.channel_id = seen.channel_id

)

select * from final
