with

orders as (

    select * from {{ ref('base_square__orders') }} where is_current

),

payments as (

    select * from {{ ref('base_square__payments') }}

),

returned_lines as (

    select * from {{ ref('base_square__returned_lines') }}

),

system_stores as (

    select * from {{ ref('system_stores') }}
    where source_system = 'square'

),

refunds as (

    {{ read_raw('square', 'refunds', {
        'id': 'string required',
        'order_id': 'string',
        'payment_id': 'string',
        'location_id': 'string required',
        'status': 'string required',
        'amount_money': 'json required',
        'created_at': 'timestamp required',
        'updated_at': 'timestamp',
    }, optional=true) }}

),

-- Orders whose refunds are told line by line: those that take back, and those they take back from.
told_orders as (

    select order_id from returned_lines
    union distinct
    select source_order_id as order_id from returned_lines

),

-- Of several versions of an order one is enough: all name the same sale.
sales as (

    select
        order_id,
        max(total_units) as total_units,
        max(
            total_units
            - coalesce(tax_units, 0)
            - coalesce(tip_units, 0)
            - coalesce(service_charge_units, 0)
        ) as net_units
    from orders
    where total_units > 0
    group by order_id

),

paid as (

    select
        payment_id,
        min(order_id) as order_id,
        min(account_id) as account_id
    from payments
    group by payment_id

),

linked as (

    select
        refunds.*,
        coalesce(refunds.order_id, paid.order_id) as named_order_id,
        paid.order_id as paid_order_id,
        paid.account_id,
        {{ json_value('refunds.amount_money', 'currency') }} as currency,
        {{ json_value('refunds.amount_money', 'amount') }} as amount_text,
        {{ parse_value(json_value('refunds.amount_money', 'amount'), 'decimal(20, 3)') }}
            as amount_units

    from refunds

    left join paid
        on refunds.payment_id = paid.payment_id

),

-- A refund without lines gives back goods, tax and tip in the shares in which they were paid. Of
-- one without a sale nothing is known but the money.
final as (

    select
        -- ids
        linked.id as refund_id,
        coalesce(system_stores.store_id, linked.location_id) as store_id,
        linked.account_id,

        -- attributes
        case upper(linked.status)
            when 'COMPLETED' then 'completed'
            when 'PENDING' then 'pending'
            when 'REJECTED' then 'failed'
            when 'FAILED' then 'failed'
            else linked.status
        end as refund_status,
        linked.currency,
        linked.amount_text,

        -- measures
        linked.amount_units,
        case
            when sales.order_id is null then linked.amount_units
            else {{ whole_share('linked.amount_units', 'sales.net_units', 'sales.total_units') }}
        end as net_units,

        -- timestamps
        linked.created_at,
        linked.updated_at

    from linked

    left join sales
        on linked.named_order_id = sales.order_id

    left join system_stores
        on linked.location_id = system_stores.system_store_id

    left join told_orders
        on linked.named_order_id = told_orders.order_id

    left join told_orders as told_sales
        on linked.paid_order_id = told_sales.order_id

    where told_orders.order_id is null and told_sales.order_id is null

)

select * from final
