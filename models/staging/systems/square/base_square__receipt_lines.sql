with

priced_lines as (

    select * from {{ ref('base_square__priced_lines') }}

),

refunds as (

    select * from {{ ref('base_square__refunds') }}

),

variations as (

    select * from {{ ref('base_square__variations') }}

),

-- Square writes what is taken back without a sign; here it is less than nothing.
signed as (

    select
        priced_lines.order_id || '-' || priced_lines.line_uid as receipt_line_id,
        priced_lines.order_id as receipt_id,
        coalesce(variations.product_id, priced_lines.variation_id) as product_id,
        priced_lines.source_order_id || '-' || priced_lines.source_line_uid
            as returned_receipt_line_id,
        case upper(priced_lines.item_type)
            when 'ITEM' then 'merchandise'
            when 'CUSTOM_AMOUNT' then 'merchandise'
            when 'GIFT_CARD' then 'gift_card'
            else priced_lines.item_type
        end as item_type,
        priced_lines.product_name,
        priced_lines.currency,
        case when priced_lines.is_return then '-' else '' end || priced_lines.quantity as quantity,
        case when priced_lines.is_return then -1 else 1 end as direction,
        priced_lines.unit_price_units,
        priced_lines.net_units + priced_lines.net_discount_units as gross_units,
        priced_lines.net_discount_units as discount_units,
        priced_lines.tax_units,
        case when priced_lines.total_units is null then priced_lines.total_text end as unread_text,
        cast(priced_lines.updated_at as {{ dbt.type_string() }}) as updated_at

    from priced_lines

    left join variations
        on priced_lines.variation_id = variations.variation_id

    union all

    select
        refund_id as receipt_line_id,
        refund_id as receipt_id,
        cast(null as {{ dbt.type_string() }}) as product_id,
        cast(null as {{ dbt.type_string() }}) as returned_receipt_line_id,
        'merchandise' as item_type,
        cast(null as {{ dbt.type_string() }}) as product_name,
        currency,
        '-1' as quantity,
        -1 as direction,
        cast(null as decimal(28, 0)) as unit_price_units,
        net_units as gross_units,
        0 as discount_units,
        amount_units - net_units as tax_units,
        case when amount_units is null then amount_text end as unread_text,
        cast(updated_at as {{ dbt.type_string() }}) as updated_at
    from refunds

),

final as (

    select
        -- ids
        receipt_line_id,
        receipt_id,
        product_id,
        cast(null as {{ dbt.type_string() }}) as coupon_id,
        returned_receipt_line_id,

        -- attributes
        item_type,
        product_name,

        -- measures
        quantity,
        {{ minor_units_to_amount('unit_price_units', 'currency') }} as unit_price,
        coalesce(
            cast(
                {{ minor_units_to_amount('direction * gross_units', 'currency') }}
                as {{ dbt.type_string() }}
            ),
            unread_text
        ) as gross_amount,
        {{ minor_units_to_amount('direction * discount_units', 'currency') }} as discount_amount,
        cast(null as decimal(20, 3)) as coupon_discount_amount,
        cast(null as decimal(20, 3)) as third_party_coupon_amount,
        {{ minor_units_to_amount('direction * tax_units', 'currency') }} as tax_amount,

        -- timestamps
        updated_at

    from signed

)

select * from final
