with

refund_items as (

    select * from {{ ref('base_shopify__refund_items') }}

),

sales as (

    select * from {{ ref('base_shopify__sales') }}
    where version_number = 1

),

order_lines as (

    select * from {{ ref('base_shopify__order_lines_shown') }}

),

shop as (

    select * from {{ ref('base_shopify__shop') }}

),

system_stores as (

    select * from {{ ref('system_stores') }}
    where source_system = 'shopify'

),

refunds as (

    {{ read_raw('shopify', shopify_table('refund'), {
        'refund_key|_dlt_id|id': 'string required',
        'refund_id|id': 'string required',
        'parent_key|_dlt_parent_id|order_id': 'string required',
        'note': 'string',
        'created_at': 'timestamp required',
        'processed_at': 'timestamp',
    }, optional=true) }}

),

sold as (

    select
        order_line_id,
        max(product_id) as product_id,
        max(item_type) as item_type

    from order_lines
    group by order_line_id

),

-- The subtotal of a line is what the customer saw, so it has the tax in it where prices have.
amounts as (

    select
        refund_items.refund_line_id,
        {{ parse_value('refund_items.amount', 'decimal(20, 3)') }}
        * case when refund_items.adjustment_type is null then 1 else -1 end
        - case
            when sales.is_tax_included and refund_items.adjustment_type is null
                then coalesce({{ parse_value('refund_items.tax_amount', 'decimal(20, 3)') }}, 0)
            else 0
        end as refund_amount,
        refund_items.amount as delivered_amount,
        refund_items.order_line_id,
        refund_items.location_id,
        refund_items.adjustment_type,
        refund_items.returned_quantity,
        refunds.refund_id,
        coalesce(sales.order_id, cast(refunds.parent_key as {{ dbt.type_string() }})) as order_id,
        coalesce(sales.currency, refund_items.currency) as currency,
        refunds.note,
        sales.updated_at,
        coalesce(
            nullif(trim(cast(refunds.processed_at as {{ dbt.type_string() }})), ''),
            cast(refunds.created_at as {{ dbt.type_string() }})
        ) as refunded_at

    from refund_items

    left join refunds
        on refund_items.refund_key = cast(refunds.refund_key as {{ dbt.type_string() }})

    left join sales
        on cast(refunds.parent_key as {{ dbt.type_string() }}) = sales.order_key

    -- A refund without its order belongs to a load of dlt that broke off.
    where sales.order_id is not null or '{{ var("shopify_loader") }}' != 'dlt'

),

final as (

    select
        -- ids
        amounts.refund_line_id,
        cast(amounts.refund_id as {{ dbt.type_string() }}) as refund_id,
        amounts.order_id,
        amounts.order_line_id,
        sold.product_id,
        coalesce(system_stores.store_id, amounts.location_id) as store_id,

        -- attributes
        coalesce(amounts.adjustment_type, sold.item_type, 'merchandise') as refund_type,
        amounts.note as refund_reason,
        coalesce(amounts.currency, shop.currency) as currency,

        -- measures
        amounts.returned_quantity as quantity,
        coalesce(
            cast(amounts.refund_amount as {{ dbt.type_string() }}), amounts.delivered_amount
        ) as refund_amount,

        -- timestamps
        cast(null as timestamp) as requested_at,
        amounts.refunded_at,
        amounts.updated_at

    from amounts

    left join sold
        on amounts.order_line_id = sold.order_line_id

    left join system_stores
        on amounts.location_id = system_stores.system_store_id

    cross join shop

)

select * from final
