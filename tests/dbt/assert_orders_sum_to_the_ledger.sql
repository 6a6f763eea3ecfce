-- Orders hold nothing but the sums of their lines, per currency.
with

order_lines as (

    select * from {{ ref('fct_order_lines') }}

),

orders as (

    select * from {{ ref('fct_orders') }}

),

ledger as (

    select
        currency,
        sum(gross_revenue) as gross_revenue,
        sum(net_revenue) as net_revenue,
        sum(other_amount) as other_amount,
        sum(net_revenue_reporting) as net_revenue_reporting

    from order_lines

    group by currency

),

-- An order without lines adds a currency that no line has, with amounts of 0.
summed as (

    select
        currency,
        sum(gross_revenue) as gross_revenue,
        sum(net_revenue) as net_revenue,
        sum(other_amount) as other_amount,
        sum(net_revenue_reporting) as net_revenue_reporting

    from orders

    group by currency

),

final as (

    select
        coalesce(ledger.currency, summed.currency) as currency,
        coalesce(ledger.gross_revenue, 0) as ledger_gross_revenue,
        coalesce(summed.gross_revenue, 0) as orders_gross_revenue,
        coalesce(ledger.net_revenue, 0) as ledger_net_revenue,
        coalesce(summed.net_revenue, 0) as orders_net_revenue,
        coalesce(ledger.other_amount, 0) as ledger_other_amount,
        coalesce(summed.other_amount, 0) as orders_other_amount,
        coalesce(ledger.net_revenue_reporting, 0) as ledger_net_revenue_reporting,
        coalesce(summed.net_revenue_reporting, 0) as orders_net_revenue_reporting

    from ledger

    full outer join summed
        on ledger.currency = summed.currency

)

select * from final
where
    ledger_gross_revenue != orders_gross_revenue
    or ledger_net_revenue != orders_net_revenue
    or ledger_other_amount != orders_other_amount
    or ledger_net_revenue_reporting != orders_net_revenue_reporting
