with

lines as (

    select * from {{ ref('int_channels__ledger_lines_unioned') }}
    where line_type = 'sale' and item_type = 'merchandise'

),

channels as (

    select * from {{ ref('stg_reference__channels') }}

),

products as (

    select * from {{ ref('stg_webshop__products') }}

),

research as (

    select * from {{ ref('int_ropo__research') }}

),

customers as (

    select
        customer_id,
        research_side,
        min(first_research_ever_at) as first_research_ever_at

    from research

    group by customer_id, research_side

),

purchases as (

    select
        lines.order_line_id,
        lines.order_id,
        lines.customer_id,
        lines.channel_id,
        lines.store_id,
        lines.product_id,
        products.category_name,
        lines.order_date,
        lines.ordered_at,
        channels.channel_id = 'store' as is_in_store,
        channels.is_online and channels.is_selling as is_online

    from lines

    inner join channels
        on lines.channel_id = channels.channel_id

    left join products
        on lines.product_id = products.product_id

),

-- Every purchase stands once in each direction that ends where it was made.
purchases_directed as (

    select
        'online_to_store' as direction,
        'online' as research_side,
        purchases.*
    from purchases
    where purchases.is_in_store

    union all

    select
        'store_to_store' as direction,
        'store' as research_side,
        purchases.*
    from purchases
    where purchases.is_in_store

    union all

    select
        'store_to_online' as direction,
        'store' as research_side,
        purchases.*
    from purchases
    where purchases.is_online

),

final as (

    select
        -- ids
        purchases_directed.order_line_id,
        purchases_directed.order_id,
        purchases_directed.customer_id,
        purchases_directed.channel_id,
        purchases_directed.store_id,
        purchases_directed.product_id,

        -- attributes
        purchases_directed.direction,
        purchases_directed.research_side,
        purchases_directed.category_name,

        -- flags
        purchases_directed.order_line_id = min(purchases_directed.order_line_id) over (
            partition by purchases_directed.order_id, purchases_directed.direction
        ) as is_first_line,

        -- dates
        purchases_directed.order_date,

        -- timestamps
        purchases_directed.ordered_at,
        customers.first_research_ever_at

    from purchases_directed

    left join customers
        on
            purchases_directed.customer_id = customers.customer_id
            and purchases_directed.research_side = customers.research_side

)

select * from final
