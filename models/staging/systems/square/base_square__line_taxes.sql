with

lines as (

    select * from {{ ref('base_square__lines') }}

),

-- The same line of two copies of an order has the same taxes.
taxed_lines as (

    select distinct
        order_id,
        line_uid,
        is_return,
        taxes,
        applied_taxes
    from lines
    where applied_taxes is not null and taxes is not null

),

named as (

    select
        order_id,
        line_uid,
        is_return,
        taxes,
        {{ json_rows('applied_taxes', {'tax_uid': 'string'}) }} as applied
    from taxed_lines

),

described as (

    select
        named.order_id,
        named.line_uid,
        named.is_return,
        named.applied.tax_uid as applied_uid,
        {{ json_rows('named.taxes', {
            'uid': 'string',
            'type': 'string',
            'percentage': 'string',
        }) }} as tax
    from named

),

rates as (

    select distinct
        described.order_id,
        described.line_uid,
        described.is_return,
        described.tax.uid as tax_uid,
        case
            when upper(described.tax.type) = 'INCLUSIVE'
                then {{ parse_value('described.tax.percentage', 'decimal(18, 6)') }}
            else 0
        end as included_percent
    from described
    where described.tax.uid = described.applied_uid

),

-- Taxes that are added on top are no part of a price: a line with only such ones has the rate 0.
final as (

    select
        order_id,
        line_uid,
        is_return,
        cast(sum(included_percent) as decimal(18, 6)) as included_tax_percent
    from rates
    group by order_id, line_uid, is_return

)

select * from final
