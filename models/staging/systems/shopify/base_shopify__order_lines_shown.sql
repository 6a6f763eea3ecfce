with

sales as (

    select * from {{ ref('base_shopify__sales') }}
    where version_number = 1

),

line_taxes as (

    select * from {{ ref('base_shopify__line_taxes') }}

),

line_discounts as (

    select * from {{ ref('base_shopify__line_discounts') }}

),

order_lines as (

    {{ read_raw('shopify', shopify_table('order_line'), {
        'line_key|_dlt_id|id': 'string required',
        'order_line_id|id': 'string required',
        'parent_key|_dlt_parent_id|order_id': 'string required',
        'product_id': 'string',
        'variant_id': 'string',
        'sku': 'string',
        'title|name': 'string',
        'tip_payment_gateway|tip__payment_gateway': 'string seldom',
        'gift_card|is_gift_card': 'boolean',
        'quantity': 'decimal(18, 3) required',
        'price|original_unit_price_set_shop_amount': 'decimal(20, 6)',
        'original_total|original_total_set_shop_amount': 'decimal(20, 3) seldom',
        'total_discount|total_discount_set_shop_amount': 'decimal(20, 3)',
    }) }}

),

-- What the customer sees. A line that allocations speak of bears those, because the discounts of
-- the whole order are in them; total_discount has those of the line alone.
final as (

    select
        -- ids
        cast(order_lines.order_line_id as {{ dbt.type_string() }}) as order_line_id,
        coalesce(
            sales.order_id, cast(order_lines.parent_key as {{ dbt.type_string() }})
        ) as order_id,
        coalesce(
            nullif(trim(order_lines.sku), ''),
            cast(order_lines.variant_id as {{ dbt.type_string() }})
        ) as product_id,
        line_discounts.coupon_id,

        -- attributes
        case
            when {{ parse_value('order_lines.gift_card', 'boolean') }} then 'gift_card'
            when order_lines.tip_payment_gateway is not null then 'tip'
            when order_lines.product_id is null and lower(order_lines.title) = 'tip' then 'tip'
            else 'merchandise'
        end as item_type,
        order_lines.title as product_name,

        -- measures
        order_lines.quantity,
        order_lines.price,
        coalesce(
            {{ parse_value('order_lines.original_total', 'decimal(20, 3)') }},
            cast(
                {{ parse_value('order_lines.price', 'decimal(20, 6)') }}
                * {{ parse_value('order_lines.quantity', 'decimal(18, 3)') }} as decimal(20, 3)
            )
        ) as shown_amount,
        coalesce(
            line_discounts.shown_discount,
            {{ parse_value('order_lines.total_discount', 'decimal(20, 3)') }},
            0
        ) as shown_discount,
        coalesce(line_discounts.shown_coupon_discount, 0) as shown_coupon_discount,
        coalesce(
            line_discounts.unparsed_discount,
            case
                when
                    line_discounts.line_key is null
                    and {{ parse_value('order_lines.total_discount', 'decimal(20, 3)') }} is null
                    then cast(order_lines.total_discount as {{ dbt.type_string() }})
            end
        ) as unparsed_discount,
        coalesce(line_taxes.tax_amount, 0) as tax_amount,
        line_taxes.tax_rate,
        line_taxes.unparsed_tax,

        -- flags
        coalesce(sales.is_tax_included, false) as is_tax_included,

        -- timestamps
        sales.updated_at

    from order_lines

    left join sales
        on cast(order_lines.parent_key as {{ dbt.type_string() }}) = sales.order_key

    left join line_taxes
        on cast(order_lines.line_key as {{ dbt.type_string() }}) = line_taxes.line_key

    left join line_discounts
        on cast(order_lines.line_key as {{ dbt.type_string() }}) = line_discounts.line_key

    -- A line without its order belongs to a load of dlt that broke off.
    where sales.order_id is not null or '{{ var("shopify_loader") }}' != 'dlt'

)

select * from final
