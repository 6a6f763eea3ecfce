with

refund_lines as (

    select * from {{ ref('int_channels__refund_lines_unioned') }}

),

exchange_rates as (

    select * from {{ ref('int_channels__exchange_rates_dated') }}

),

converted as (

    select
        refund_lines.*,
        case
            when refund_lines.item_type = 'merchandise' then refund_lines.refund_amount else 0
        end as merchandise_refund,
        case
            when refund_lines.item_type = 'merchandise' then 0 else refund_lines.refund_amount
        end as other_refund,
        exchange_rates.exchange_rate

    from refund_lines

    left join exchange_rates
        on
            refund_lines.currency = exchange_rates.currency
            and refund_lines.refund_date = exchange_rates.business_date

),

final as (

    select
        -- ids
        refund_line_id,
        order_line_id,
        order_id,
        channel_id,
        store_id,
        refund_channel_id,
        refund_store_id,
        customer_id,
        product_id,

        -- attributes
        item_type,
        currency,

        -- measures
        {{ to_money('quantity') }} as refunded_quantity,
        {{ to_money('merchandise_refund') }} as refund_amount,
        {{ to_money('other_refund') }} as other_refund_amount,
        {{ to_money('merchandise_refund * exchange_rate') }} as refund_amount_cash_reporting,

        -- flags
        is_linked,

        -- dates
        order_date,
        refund_date,

        -- timestamps
        refunded_at

    from converted

)

select * from final
