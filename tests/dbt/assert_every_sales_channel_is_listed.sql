{{ config(severity='warn') }}
-- A channel that the seed `channels` does not have is booked under `unknown`. Add it to the seed,
-- or mend its name at the source. The rows name it: `dbt show --select` with the name of this test.
with

orders as (

    select * from {{ ref('int_channels__orders_unioned') }}

),

channels as (

    select * from {{ ref('stg_reference__channels') }}

),

final as (

    select
        orders.source_system,
        orders.sales_channel,
        count(*) as orders

    from orders

    left join channels
        on orders.sales_channel = channels.channel_id

    where channels.channel_id is null

    group by orders.source_system, orders.sales_channel

)

select * from final
