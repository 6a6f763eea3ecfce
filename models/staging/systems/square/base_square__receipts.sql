with

orders as (

    select * from {{ ref('base_square__orders') }}

),

payers as (

    select * from {{ ref('base_square__payers') }}

),

refunds as (

    select * from {{ ref('base_square__refunds') }}

),

members as (

    select * from {{ ref('base_square__members') }}

),

system_stores as (

    select * from {{ ref('system_stores') }}
    where source_system = 'square'

),

ranked_members as (

    select
        *,
        rank() over (
            partition by member_id
            order by {{ parse_value('updated_at', 'timestamp') }} desc nulls last
        ) as version_rank
    from members

),

cards as (

    select
        member_id,
        min(nullif(loyalty_id, '')) as loyalty_id
    from ranked_members
    where version_rank = 1
    group by member_id

),

-- A refund without lines is a receipt of its own. An order whose payments all failed is no sale.
unioned as (

    select
        orders.order_id as receipt_id,
        coalesce(system_stores.store_id, orders.location_id) as store_id,
        payers.register_id,
        payers.staff_id,
        coalesce(orders.attached_customer_id, payers.account_id) as account_id,
        payers.payment_card_fingerprint,
        orders.reference_id as transaction_reference,
        payers.email,
        case
            when orders.order_status = 'completed' and payers.has_failed then 'failed'
            else orders.order_status
        end as receipt_status,
        orders.currency,
        coalesce(orders.net_tax_units, orders.tax_units) as tax_units,
        orders.tip_units,
        coalesce(orders.closed_at, orders.created_at) as sold_at,
        cast(orders.updated_at as {{ dbt.type_string() }}) as updated_at
    from orders
    left join payers
        on orders.order_id = payers.order_id
    left join system_stores
        on orders.location_id = system_stores.system_store_id

    union all

    select
        refund_id as receipt_id,
        store_id,
        cast(null as {{ dbt.type_string() }}) as register_id,
        cast(null as {{ dbt.type_string() }}) as staff_id,
        account_id,
        cast(null as {{ dbt.type_string() }}) as payment_card_fingerprint,
        cast(null as {{ dbt.type_string() }}) as transaction_reference,
        cast(null as {{ dbt.type_string() }}) as email,
        refund_status as receipt_status,
        currency,
        net_units - amount_units as tax_units,
        cast(null as decimal(20, 3)) as tip_units,
        cast(created_at as {{ dbt.type_string() }}) as sold_at,
        cast(updated_at as {{ dbt.type_string() }}) as updated_at
    from refunds

),

final as (

    select
        -- ids
        unioned.receipt_id,
        unioned.store_id,
        unioned.register_id,
        unioned.staff_id,
        unioned.account_id,
        cards.loyalty_id,
        unioned.payment_card_fingerprint,
        unioned.transaction_reference,

        -- attributes
        unioned.email,
        cast(null as {{ dbt.type_string() }}) as phone,
        unioned.receipt_status,
        unioned.currency,

        -- measures
        {{ minor_units_to_amount('unioned.tax_units', 'unioned.currency') }} as tax_amount,
        {{ minor_units_to_amount('unioned.tip_units', 'unioned.currency') }} as tip_amount,

        -- timestamps
        unioned.sold_at,
        unioned.updated_at

    from unioned

    left join cards
        on unioned.account_id = cards.member_id

)

select * from final
