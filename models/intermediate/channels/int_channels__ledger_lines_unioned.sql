with

orders as (

    select * from {{ ref('int_channels__orders_deduplicated') }} where order_status = 'completed'

),

lines as (

    select * from {{ ref('int_channels__order_lines_unioned') }} where not is_return

),

refund_lines as (

    select * from {{ ref('int_channels__refund_lines_unioned') }}

),

refunds_by_line as (

    select
        order_line_id,
        sum(quantity) as refunded_quantity,
        cast(sum(refund_amount) as decimal(20, 3)) as refund_amount

    from refund_lines

    where is_linked

    group by order_line_id

),

-- The accrual basis: what is taken back lowers the line it was sold on. A refund without a known
-- line is a ledger line of its own, so that the sum over all lines is the retailer's net revenue.
ledger as (

    select
        lines.order_line_id,
        lines.order_id,
        lines.product_id,
        lines.coupon_id,
        orders.channel_id,
        orders.store_id,
        orders.customer_id,
        orders.household_id,
        'sale' as line_type,
        lines.item_type,
        orders.currency,
        lines.quantity,
        coalesce(refunds_by_line.refunded_quantity, 0) as refunded_quantity,
        lines.gross_amount,
        lines.discount_amount,
        lines.coupon_discount_amount,
        lines.third_party_coupon_amount,
        coalesce(refunds_by_line.refund_amount, 0) as refund_amount,
        orders.order_date,
        orders.ordered_at

    from lines

    inner join orders
        on lines.order_id = orders.order_id

    left join refunds_by_line
        on lines.order_line_id = refunds_by_line.order_line_id

    union all

    select
        refund_line_id as order_line_id,
        order_id,
        product_id,
        cast(null as {{ dbt.type_string() }}) as coupon_id,
        channel_id,
        store_id,
        customer_id,
        cast(null as {{ dbt.type_string() }}) as household_id,
        'refund' as line_type,
        item_type,
        currency,
        cast(0 as decimal(18, 3)) as quantity,
        quantity as refunded_quantity,
        cast(0 as decimal(20, 3)) as gross_amount,
        cast(0 as decimal(20, 3)) as discount_amount,
        cast(0 as decimal(20, 3)) as coupon_discount_amount,
        cast(0 as decimal(20, 3)) as third_party_coupon_amount,
        refund_amount,
        order_date,
        ordered_at

    from refund_lines

    where not is_linked

)

select * from ledger
