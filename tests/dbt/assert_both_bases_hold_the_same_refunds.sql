-- What lowers the ledger on the dates of the orders (accrual) is what was paid back on its own
-- dates (cash), per currency.
with

order_lines as (

    select * from {{ ref('fct_order_lines') }}

),

refund_lines as (

    select * from {{ ref('fct_refund_lines') }}

),

accrual as (

    select
        currency,
        sum(refund_amount) as refund_amount,
        sum(refunded_quantity) as refunded_quantity

    from order_lines

    group by currency

),

cash as (

    select
        currency,
        sum(refund_amount) as refund_amount,
        sum(refunded_quantity) as refunded_quantity

    from refund_lines

    group by currency

),

final as (

    select
        coalesce(accrual.currency, cash.currency) as currency,
        coalesce(accrual.refund_amount, 0) as accrual_refund_amount,
        coalesce(cash.refund_amount, 0) as cash_refund_amount,
        coalesce(accrual.refunded_quantity, 0) as accrual_refunded_quantity,
        coalesce(cash.refunded_quantity, 0) as cash_refunded_quantity

    from accrual

    full outer join cash
        on accrual.currency = cash.currency

)

select * from final
where
    accrual_refund_amount != cash_refund_amount
    or accrual_refunded_quantity != cash_refunded_quantity
