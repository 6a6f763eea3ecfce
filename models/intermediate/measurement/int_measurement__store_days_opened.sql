with

orders as (

    select * from {{ ref('int_channels__orders_deduplicated') }} where order_status = 'completed'

),

channels as (

    select * from {{ ref('stg_reference__channels') }} where not is_online

),

door_counts as (

    select * from {{ ref('int_channels__visits_dated') }} where visits > 0

),

-- Nobody states opening hours. A store was open when it rang something up or somebody came in.
final as (

    select
        -- ids
        orders.store_id,

        -- dates
        orders.order_date as business_date

    from orders

    inner join channels
        on orders.channel_id = channels.channel_id

    union distinct

    select
        store_id,
        business_date
    from door_counts

)

select * from final
