with

order_line_refunds as (

    {{ read_raw('shopify', shopify_table('order_line_refund'), {
        'refund_line_id|id': 'string required',
        'refund_key|_dlt_parent_id|refund_id': 'string required',
        'order_line_id|line_item_id': 'string',
        'location_id': 'string',
        'quantity': 'decimal(18, 3)',
        'subtotal|subtotal_set_shop_amount': 'decimal(20, 3) required',
        'total_tax|total_tax_set_shop_amount': 'decimal(20, 3)',
        'currency|subtotal_set_shop_currency_code'
        ~ '|subtotal_set__shop_money__currency_code': 'string seldom',
    }, optional=true) }}

),

refund_line_items as (

    {{ read_raw('shopify', shopify_table('refund_line_item'), {
        'refund_line_id|id': 'string required',
        'refund_key|_dlt_parent_id|refund_id': 'string required',
        'order_line_id|line_item_id': 'string',
        'location_id': 'string',
        'quantity': 'decimal(18, 3)',
        'subtotal|subtotal_set_shop_amount': 'decimal(20, 3) required',
        'total_tax|total_tax_set_shop_amount': 'decimal(20, 3)',
        'currency|subtotal_set_shop_currency_code'
        ~ '|subtotal_set__shop_money__currency_code': 'string seldom',
    }, optional='seldom') }}

),

adjustments as (

    {{ read_raw('shopify', shopify_table('order_adjustment'), {
        'adjustment_id|id': 'string required',
        'refund_key|_dlt_parent_id|refund_id': 'string required',
        'amount|amount_set_shop_amount': 'decimal(20, 3) required',
        'currency|amount_set_shop_currency_code'
        ~ '|amount_set__shop_money__currency_code': 'string seldom',
        'kind': 'string',
        'reason': 'string',
    }, optional=true) }}

),

-- Lines bear their amount as the customer sees it. The amount of an adjustment is without tax and
-- negative where money went to the customer.
items as (

    select
        cast(refund_line_id as {{ dbt.type_string() }}) as refund_line_id,
        cast(refund_key as {{ dbt.type_string() }}) as refund_key,
        cast(order_line_id as {{ dbt.type_string() }}) as order_line_id,
        cast(location_id as {{ dbt.type_string() }}) as location_id,
        cast(null as {{ dbt.type_string() }}) as adjustment_kind,
        currency,
        cast(quantity as {{ dbt.type_string() }}) as returned_quantity,
        cast(subtotal as {{ dbt.type_string() }}) as amount,
        cast(total_tax as {{ dbt.type_string() }}) as tax_amount

    from order_line_refunds

    union all

    select
        cast(refund_line_id as {{ dbt.type_string() }}) as refund_line_id,
        cast(refund_key as {{ dbt.type_string() }}) as refund_key,
        cast(order_line_id as {{ dbt.type_string() }}) as order_line_id,
        cast(location_id as {{ dbt.type_string() }}) as location_id,
        cast(null as {{ dbt.type_string() }}) as adjustment_kind,
        currency,
        cast(quantity as {{ dbt.type_string() }}) as returned_quantity,
        cast(subtotal as {{ dbt.type_string() }}) as amount,
        cast(total_tax as {{ dbt.type_string() }}) as tax_amount

    from refund_line_items

    union all

    select
        'adjustment-' || cast(adjustment_id as {{ dbt.type_string() }}) as refund_line_id,
        cast(refund_key as {{ dbt.type_string() }}) as refund_key,
        cast(null as {{ dbt.type_string() }}) as order_line_id,
        cast(null as {{ dbt.type_string() }}) as location_id,
        lower(concat_ws(' ', kind, reason)) as adjustment_kind,
        currency,
        cast(null as {{ dbt.type_string() }}) as returned_quantity,
        cast(amount as {{ dbt.type_string() }}) as amount,
        cast(null as {{ dbt.type_string() }}) as tax_amount

    from adjustments

),

final as (

    select
        -- ids
        refund_line_id,
        refund_key,
        order_line_id,
        nullif(trim(location_id), '') as location_id,

        -- attributes
        case
            when adjustment_kind like '%shipping%' then 'shipping'
            when adjustment_kind is not null then 'adjustment'
        end as adjustment_type,
        currency,

        -- measures
        returned_quantity,
        amount,
        tax_amount

    from items

)

select * from final
