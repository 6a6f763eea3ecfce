with

orders as (

    select * from {{ ref('int_channels__orders_unioned') }}

),

lines as (

    select * from {{ ref('int_channels__order_lines_unioned') }} where item_type = 'merchandise'

),

lines_summed as (

    select
        order_id,
        sum(gross_amount - discount_amount) as net_amount

    from lines

    group by order_id

),

-- Of two records of one sale the one counts whose system made it: the marketplace, the webshop for
-- its own orders, the till, and last a webshop's record of what was sold elsewhere.
completed as (

    select
        orders.*,
        lines_summed.net_amount,
        case
            when orders.domain_name = 'marketplaces' then 1
            when orders.domain_name = 'pos' then 3
            when orders.channel_id in ('store', 'marketplace') then 4
            else 2
        end as feed_rank,
        orders.domain_name || ':' || orders.source_system as feed

    from orders

    left join lines_summed
        on orders.order_id = lines_summed.order_id

    where orders.order_status = 'completed'

),

-- Two shops can both have an order 1001. Far apart in time, or two shops of one kind with different
-- amounts, they are different sales.
copies as (

    select distinct copied.order_id

    from completed as copied

    inner join completed as recorded
        on
            copied.transaction_reference = recorded.transaction_reference
            and copied.currency = recorded.currency
            and copied.feed != recorded.feed

    where
        (
            recorded.feed_rank < copied.feed_rank
            or (recorded.feed_rank = copied.feed_rank and recorded.feed < copied.feed)
        )
        and (
            recorded.domain_name != copied.domain_name
            or recorded.net_amount = copied.net_amount
        )
        and abs({{ days_between('recorded.order_date', 'copied.order_date') }})
        <= {{ var('duplicate_order_days') }}

),

-- Without a common number, the same amount within one minute is only a hint.
coincident as (

    select
        completed.currency,
        completed.net_amount,
        date_trunc('minute', completed.ordered_at) as ordered_minute

    from completed

    left join copies
        on completed.order_id = copies.order_id

    where copies.order_id is null and completed.net_amount > 0

    group by
        completed.currency, completed.net_amount, date_trunc('minute', completed.ordered_at)

    having min(completed.feed) < max(completed.feed)

),

final as (

    select
        -- ids
        orders.order_id,
        orders.channel_id,
        orders.store_id,
        orders.fulfilment_channel_id,
        orders.fulfilment_store_id,
        orders.customer_id,
        orders.household_id,

        -- attributes
        case
            when copies.order_id is not null then 'recorded_elsewhere' else orders.order_status
        end as order_status,
        orders.currency,
        orders.source_system,
        orders.time_zone,

        -- flags
        copies.order_id is null and coincident.currency is not null
            as warning_possible_duplicate,

        -- dates
        orders.order_date,

        -- timestamps
        orders.ordered_at

    from orders

    left join copies
        on orders.order_id = copies.order_id

    left join completed
        on orders.order_id = completed.order_id

    left join coincident
        on
            completed.currency = coincident.currency
            and completed.net_amount = coincident.net_amount
            and date_trunc('minute', completed.ordered_at) = coincident.ordered_minute

)

select * from final
