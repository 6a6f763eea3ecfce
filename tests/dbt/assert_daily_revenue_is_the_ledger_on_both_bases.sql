-- Per channel, store and day: accrual revenue is the sum of the ledger lines of the day, cash
-- revenue is their sales less the refunds made on the day. Both start from the lines, not from the
-- orders. Days with an amount that has no exchange rate are left out, because their sums are not
-- whole.
with

order_lines as (

    select * from {{ ref('fct_order_lines') }}

),

refund_lines as (

    select * from {{ ref('fct_refund_lines') }}

),

daily as (

    select * from {{ ref('kpi_conversion_daily') }}

),

facts as (

    select
        channel_id,
        store_id,
        order_date as business_date,
        net_revenue_reporting as accrual_revenue,
        gross_revenue_reporting - discount_amount_reporting as cash_revenue,
        case when exchange_rate is null then 1 else 0 end as is_without_rate
    from order_lines

    union all

    select
        channel_id,
        store_id,
        refund_date as business_date,
        cast(0 as decimal(38, 3)) as accrual_revenue,
        -refund_amount_cash_reporting as cash_revenue,
        case when refund_amount_cash_reporting is null then 1 else 0 end as is_without_rate
    from refund_lines

),

expected as (

    select
        channel_id,
        store_id,
        business_date,
        sum(accrual_revenue) as accrual_revenue,
        sum(cash_revenue) as cash_revenue,
        max(is_without_rate) as is_without_rate

    from facts

    group by channel_id, store_id, business_date

),

final as (

    select
        coalesce(expected.channel_id, daily.channel_id) as channel_id,
        coalesce(expected.store_id, daily.store_id) as store_id,
        coalesce(expected.business_date, daily.business_date) as business_date,
        coalesce(expected.accrual_revenue, 0) as ledger_accrual_revenue,
        daily.net_revenue_reporting as daily_accrual_revenue,
        coalesce(expected.cash_revenue, 0) as ledger_cash_revenue,
        daily.net_revenue_cash_reporting as daily_cash_revenue

    from expected

    full outer join daily
        on
            expected.channel_id = daily.channel_id
            and expected.store_id = daily.store_id
            and expected.business_date = daily.business_date

    where
        coalesce(expected.is_without_rate, 0) = 0
        and coalesce(daily.orders_without_rate + daily.refunds_without_rate, 0) = 0

)

select * from final
where
    ledger_accrual_revenue is distinct from daily_accrual_revenue
    or ledger_cash_revenue is distinct from daily_cash_revenue
