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

placements as (

    select * from {{ ref('stg_promotions__placements') }}

),

visits as (

    select * from {{ ref('int_channels__visits_dated') }}

),

seen as (

    select channel_id from orders
    union distinct
    select message_channel as channel_id from messages
    union distinct
    select channel_id from visits
    union distinct
    select 'mailer' as channel_id
    from placements
    where mailer_location is not null
    union distinct
    select 'display' as channel_id
    from placements
    where display_location is not null

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
