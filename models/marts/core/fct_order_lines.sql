with

ledger_lines as (

    select * from {{ ref('int_channels__ledger_lines_unioned') }}

),

exchange_rates as (

    select * from {{ ref('int_channels__exchange_rates_dated') }}

),

-- Only merchandise is revenue; postage, tips, gift cards and fees are kept apart in other_amount.
split_by_kind as (

    select
        *,
        case when item_type = 'merchandise' then gross_amount else 0 end as gross_revenue,
        case when item_type = 'merchandise' then discount_amount else 0 end as merchandise_discount,
        case
            when item_type = 'merchandise' then coupon_discount_amount else 0
        end as coupon_discount,
        case
            when item_type = 'merchandise' then third_party_coupon_amount else 0
        end as third_party_coupon,
        case when item_type = 'merchandise' then refund_amount else 0 end as merchandise_refund,
        case
            when item_type = 'merchandise' then 0
            else gross_amount - discount_amount - refund_amount
        end as other_amount,
        line_type = 'sale' and gross_amount = 0 as warning_zero_price,
        line_type = 'sale' and refund_amount > 0 and gross_amount - discount_amount < refund_amount
            as warning_refund_exceeds_sale

    from ledger_lines

),

converted as (

    select
        split_by_kind.*,
        {{ to_money('gross_revenue * exchange_rates.exchange_rate') }} as gross_revenue_reporting,
        {{ to_money('merchandise_discount * exchange_rates.exchange_rate') }}
            as discount_amount_reporting,
        {{ to_money('merchandise_refund * exchange_rates.exchange_rate') }}
            as refund_amount_reporting,
        exchange_rates.exchange_rate,
        exchange_rates.is_exchange_rate_estimated

    from split_by_kind

    left join exchange_rates
        on
            split_by_kind.currency = exchange_rates.currency
            and split_by_kind.order_date = exchange_rates.business_date

),

final as (

    select
        -- ids
        order_line_id,
        order_id,
        channel_id,
        store_id,
        customer_id,
        product_id,
        coupon_id,

        -- attributes
        line_type,
        item_type,
        currency,

        -- measures
        {{ to_money('quantity') }} as quantity,
        {{ to_money('refunded_quantity') }} as refunded_quantity,
        {{ to_money('gross_revenue') }} as gross_revenue,
        {{ to_money('merchandise_discount') }} as discount_amount,
        {{ to_money('coupon_discount') }} as coupon_discount_amount,
        {{ to_money('third_party_coupon') }} as third_party_coupon_amount,
        {{ to_money('merchandise_refund') }} as refund_amount,
        {{ to_money('gross_revenue - merchandise_discount - merchandise_refund') }} as net_revenue,
        {{ to_money('other_amount') }} as other_amount,
        exchange_rate,
        gross_revenue_reporting,
        discount_amount_reporting,
        refund_amount_reporting,
        {{ to_money(
            'gross_revenue_reporting - discount_amount_reporting - refund_amount_reporting'
        ) }} as net_revenue_reporting,

        -- flags
        is_exchange_rate_estimated,
        warning_zero_price,
        warning_refund_exceeds_sale,

        -- dates
        order_date,

        -- timestamps
        ordered_at

    from converted

)

select * from final
