with

lines as (

    select * from {{ ref('base_square__lines') }}

),

line_taxes as (

    select * from {{ ref('base_square__line_taxes') }}

),

parsed as (

    select
        order_id,
        line_uid,
        is_return,
        variation_id,
        source_order_id,
        source_line_uid,
        item_type,
        product_name,
        currency,
        quantity,
        updated_at,
        total_units as total_text,
        {{ parse_value('base_price_units', 'decimal(20, 3)') }} as base_price_units,
        {{ parse_value('gross_units', 'decimal(20, 3)') }} as gross_units,
        coalesce({{ parse_value('discount_units', 'decimal(20, 3)') }}, 0) as discount_units,
        coalesce({{ parse_value('tax_units', 'decimal(20, 3)') }}, 0) as tax_units,
        {{ parse_value('total_units', 'decimal(20, 3)') }} as total_units
    from lines

),

-- A price or a discount that contains tax is worth part / whole without it, by the rate of the tax.
-- Exports that leave the taxes out still tell whether tax was added; then the line gives the rate.
parts as (

    select
        parsed.*,
        case
            when line_taxes.included_tax_percent is not null then 100
            when
                parsed.gross_units - parsed.discount_units = parsed.total_units
                and parsed.total_units > 0
                then parsed.total_units - parsed.tax_units
            else 1
        end as part,
        case
            when line_taxes.included_tax_percent is not null
                then 100 + line_taxes.included_tax_percent
            when
                parsed.gross_units - parsed.discount_units = parsed.total_units
                and parsed.total_units > 0
                then parsed.total_units
            else 1
        end as whole

    from parsed

    left join line_taxes
        on
            parsed.order_id = line_taxes.order_id
            and parsed.line_uid = line_taxes.line_uid
            and parsed.is_return = line_taxes.is_return

),

final as (

    select
        *,
        total_units - tax_units as net_units,
        {{ whole_share('base_price_units', 'part', 'whole') }} as unit_price_units,
        {{ whole_share('discount_units', 'part', 'whole') }} as net_discount_units
    from parts

)

select * from final
