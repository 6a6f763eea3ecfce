with

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

-- What the customer sees. A line that allocations speak of bears those, because the discounts of
-- the whole order are in them; total_discount has those of the line alone.
shown as (

    select
        order_lines.*,
        sales.order_id,
        sales.updated_at,
        coalesce(sales.is_tax_included, false) as is_tax_included,
        coalesce(
            {{ parse_value('order_lines.original_total', 'decimal(20, 3)') }},
            cast(
                {{ parse_value('order_lines.price', 'decimal(20, 6)') }}
                * {{ parse_value('order_lines.quantity', 'decimal(18, 3)') }} as decimal(20, 3)
            )
        ) as list_amount,
        coalesce(
            line_discounts.shown_discount,
            {{ parse_value('order_lines.total_discount', 'decimal(20, 3)') }},
            0
        ) as discount_amount,
        coalesce(line_discounts.shown_coupon_discount, 0) as coupon_discount_amount,
        coalesce(
            line_discounts.unparsed_discount,
            case
                when
                    line_discounts.line_key is null
                    and {{ parse_value('order_lines.total_discount', 'decimal(20, 3)') }} is null
                    then cast(order_lines.total_discount as {{ dbt.type_string() }})
            end
        ) as unparsed_discount,
        line_discounts.coupon_id,
        coalesce(line_taxes.tax_amount, 0) as tax_amount,
        line_taxes.tax_rate,
        line_taxes.unparsed_tax

    from order_lines

    left join sales
        on cast(order_lines.parent_key as {{ dbt.type_string() }}) = sales.order_key

    left join line_taxes
        on cast(order_lines.line_key as {{ dbt.type_string() }}) = line_taxes.line_key

    left join line_discounts
        on cast(order_lines.line_key as {{ dbt.type_string() }}) = line_discounts.line_key

    -- A line without its order belongs to a load of dlt that broke off.
    where sales.order_id is not null or '{{ var("shopify_loader") }}' != 'dlt'

),

-- Which part of a discount as shown is without tax: by the rate, else by the line's own share.
rated as (

    select
        *,
        case when is_tax_included then tax_amount else 0 end as contained_tax,
        case
            when not is_tax_included or tax_rate is not null or list_amount = discount_amount then 1
            else list_amount - discount_amount - tax_amount
        end as untaxed_part,
        case
            when not is_tax_included then 1
            when tax_rate is not null then 1 + tax_rate
            when list_amount = discount_amount then 1
            else list_amount - discount_amount
        end as taxed_whole

    from shown

),

-- A quotient is a float on one engine: six places of it are exact.
untaxed as (

    select
        *,
        round(
            cast(discount_amount * untaxed_part / taxed_whole as decimal(20, 6)), 2
        ) as net_discount,
        round(
            cast(coupon_discount_amount * untaxed_part / taxed_whole as decimal(20, 6)), 2
        ) as net_coupon

    from rated

),

final as (

    select
        -- ids
        cast(order_line_id as {{ dbt.type_string() }}) as order_line_id,
        coalesce(order_id, cast(parent_key as {{ dbt.type_string() }})) as order_id,
        coalesce(nullif(trim(sku), ''), cast(variant_id as {{ dbt.type_string() }})) as product_id,
        coupon_id,
        cast(null as {{ dbt.type_string() }}) as returned_order_line_id,

        -- attributes
        case
            when {{ parse_value('gift_card', 'boolean') }} then 'gift_card'
            when tip_payment_gateway is not null then 'tip'
            when product_id is null and lower(title) = 'tip' then 'tip'
            else 'merchandise'
        end as item_type,
        title as product_name,

        -- measures: text, so that what is no number is kept out with the text that was delivered
        quantity,
        case
            when is_tax_included or price is null
                then cast(
                    cast(
                        (list_amount - discount_amount - contained_tax + net_discount)
                        / nullif({{ parse_value('quantity', 'decimal(18, 3)') }}, 0)
                        as decimal(20, 6)
                    ) as {{ dbt.type_string() }}
                )
            else cast(price as {{ dbt.type_string() }})
        end as unit_price,
        coalesce(
            cast(
                list_amount - discount_amount - contained_tax + net_discount
                as {{ dbt.type_string() }}
            ),
            cast(price as {{ dbt.type_string() }})
        ) as gross_amount,
        coalesce(unparsed_discount, cast(net_discount as {{ dbt.type_string() }}))
            as discount_amount,
        net_coupon as coupon_discount_amount,
        cast(null as decimal(20, 3)) as third_party_coupon_amount,
        coalesce(unparsed_tax, cast(tax_amount as {{ dbt.type_string() }})) as tax_amount,

        -- timestamps
        updated_at

    from untaxed

)

select * from final
