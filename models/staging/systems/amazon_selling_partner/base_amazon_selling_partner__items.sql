with

order_versions as (

    select * from {{ ref('base_amazon_selling_partner__order_versions') }} where is_current

),

order_items as (

    {{ read_raw('amazon_selling_partner', 'order_item', {
        'order_item_id': 'string required',
        'amazon_order_id': 'string required',
        'asin': 'string',
        'seller_sku': 'string',
        'title': 'string',
        'quantity_ordered': 'bigint required',
        'item_price_amount': 'string required',
        'item_tax_amount': 'string',
        'promotion_discount_amount': 'string',
        'promotion_discount_tax_amount': 'string',
        'shipping_price_amount': 'string',
        'shipping_tax_amount': 'string',
        'shipping_discount_amount': 'string',
        'shipping_discount_tax_amount': 'string',
    }) }}

),

-- Copies of an order say the same of its lines.
headers as (

    select distinct
        order_id,
        order_status,
        is_tax_included,
        updated_at
    from order_versions

),

parsed as (

    select
        order_items.*,
        headers.order_status,
        headers.updated_at,
        coalesce(headers.is_tax_included, false) as is_tax_included,
        {{ parse_value('order_items.item_price_amount', 'decimal(20, 3)') }} as price,
        coalesce({{ parse_value('order_items.item_tax_amount', 'decimal(20, 3)') }}, 0) as tax,
        coalesce({{ parse_value('order_items.promotion_discount_amount', 'decimal(20, 3)') }}, 0)
            as discount,
        {{ parse_value('order_items.promotion_discount_tax_amount', 'decimal(20, 3)') }}
            as discount_tax,
        coalesce({{ parse_value('order_items.shipping_price_amount', 'decimal(20, 3)') }}, 0)
        - coalesce({{ parse_value('order_items.shipping_discount_amount', 'decimal(20, 3)') }}, 0)
            as shipping,
        coalesce({{ parse_value('order_items.shipping_tax_amount', 'decimal(20, 3)') }}, 0)
        - coalesce(
            {{ parse_value('order_items.shipping_discount_tax_amount', 'decimal(20, 3)') }}, 0
        ) as shipping_tax

    from order_items

    left join headers
        on order_items.amazon_order_id = headers.order_id

),

-- Amazon states the tax of the price before the discount, and that of the discount beside it. Where
-- the latter is missing, the discount has its share of the former.
taxed as (

    select
        *,
        coalesce(
            discount_tax,
            cast(
                cast(discount as double) * cast(tax as double) / nullif(cast(price as double), 0)
                as decimal(20, 3)
            ),
            0
        ) as tax_of_discount
    from parsed

),

final as (

    select
        -- ids
        order_item_id,
        amazon_order_id as order_id,
        coalesce(nullif(cast(seller_sku as {{ dbt.type_string() }}), ''), asin) as product_id,

        -- attributes
        title as product_name,
        order_status,
        item_price_amount as delivered_price,

        -- measures
        quantity_ordered as quantity,
        price - case when is_tax_included then tax else 0 end as gross_amount,
        discount - case when is_tax_included then tax_of_discount else 0 end as discount_amount,
        tax - tax_of_discount as tax_amount,
        shipping - case when is_tax_included then shipping_tax else 0 end as shipping_amount,
        shipping_tax as shipping_tax_amount,

        -- timestamps
        updated_at

    from taxed

)

select * from final
