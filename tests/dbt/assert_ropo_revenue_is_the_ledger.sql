-- In each direction, unit, way of matching and window the revenue is that of the sold lines of
-- merchandise in the channels in which the direction ends.

with

counts as (

    select * from {{ ref('kpi_ropo_counts_monthly') }}

),

order_lines as (

    select * from {{ ref('fct_order_lines') }}
    where line_type = 'sale' and item_type = 'merchandise'

),

channels as (

    select * from {{ ref('dim_channels') }}

),

ledger as (

    select
        case when order_lines.channel_id = 'store' then 'store' else 'online' end as sold_side,
        coalesce(sum(order_lines.net_revenue_reporting), 0) as net_revenue_reporting,
        count(*) as order_lines

    from order_lines

    inner join channels
        on order_lines.channel_id = channels.channel_id

    where order_lines.channel_id = 'store' or (channels.is_online and channels.is_selling)

    group by case when order_lines.channel_id = 'store' then 'store' else 'online' end

),

counted as (

    select
        direction,
        purchase_unit,
        match_type,
        window_days,
        case when direction = 'store_to_online' then 'online' else 'store' end as sold_side,
        sum(net_revenue_reporting) as net_revenue_reporting,
        sum(purchases) as purchases

    from counts

    group by direction, purchase_unit, match_type, window_days

)

select
    counted.*,
    ledger.net_revenue_reporting as ledger_revenue_reporting

from counted

inner join ledger
    on counted.sold_side = ledger.sold_side

where
    counted.net_revenue_reporting != ledger.net_revenue_reporting
    or (counted.purchase_unit = 'line' and counted.purchases != ledger.order_lines)
