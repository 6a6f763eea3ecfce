-- Units sold and taken back by month are those of the ledger, over the channels and in `(all)`.
with

monthly as (

    select * from {{ ref('kpi_returns_monthly') }}

),

orders as (

    select * from {{ ref('fct_orders') }} where order_type = 'sale'

),

refund_lines as (

    select * from {{ ref('fct_refund_lines') }} where item_type = 'merchandise'

),

levels as (

    select
        channel_id = '(all)' as is_all,
        sum(units) as units,
        sum(refunded_units) as refunded_units,
        sum(return_lines) as return_lines
    from monthly
    group by channel_id = '(all)'

),

sold as (

    select
        sum(units) as units,
        sum(refunded_units) as refunded_units
    from orders

),

returned as (

    select count(*) as return_lines from refund_lines

)

select levels.*
from levels
inner join sold
    on levels.return_lines is not null
inner join returned
    on
        levels.units != sold.units
        or levels.refunded_units != sold.refunded_units
        or levels.return_lines != returned.return_lines
