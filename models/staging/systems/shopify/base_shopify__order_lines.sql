with

shown as (

    select * from {{ ref('base_shopify__order_lines_shown') }}

),

-- Which part of a discount as shown is without tax: by the rate, else by the line's own share.
rated as (

    select
        *,
        case when is_tax_included then tax_amount else 0 end as contained_tax,
        case
            when not is_tax_included or tax_rate is not null or shown_amount = shown_discount then 1
            else shown_amount - shown_discount - tax_amount
        end as untaxed_part,
        case
            when not is_tax_included then 1
            when tax_rate is not null then 1 + tax_rate
            when shown_amount = shown_discount then 1
            else shown_amount - shown_discount
        end as taxed_whole

    from shown

),

-- A quotient is a float on one engine: six places of it are exact.
untaxed as (

    select
        *,
        round(
            cast(shown_discount * untaxed_part / taxed_whole as decimal(20, 6)), 2
        ) as net_discount,
        round(
            cast(shown_coupon_discount * untaxed_part / taxed_whole as decimal(20, 6)), 2
        ) as net_coupon

    from rated

),

final as (

    select
        -- ids
        order_line_id,
        order_id,
        product_id,
        coupon_id,
        cast(null as {{ dbt.type_string() }}) as returned_order_line_id,

        -- attributes
        item_type,
        product_name,

        -- measures: text, so that what is no number is kept out with the text that was delivered
        quantity,
        case
            when is_tax_included or price is null
                then cast(
                    cast(
                        (shown_amount - shown_discount - contained_tax + net_discount)
                        / nullif({{ parse_value('quantity', 'decimal(18, 3)') }}, 0)
                        as decimal(20, 6)
                    ) as {{ dbt.type_string() }}
                )
            else cast(price as {{ dbt.type_string() }})
        end as unit_price,
        coalesce(
            cast(
                shown_amount - shown_discount - contained_tax + net_discount
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
