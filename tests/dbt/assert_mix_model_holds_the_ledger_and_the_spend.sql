-- Week by week, all regions together are the ledger and the reports of the ad platforms, and so is
-- the sum of the regions, and that of the channels that have a column where they are all there are.
with

input as (

    select * from {{ ref('kpi_mmm_input_weekly') }}

),

orders as (

    select * from {{ ref('fct_orders') }}

),

spend as (

    select * from {{ ref('int_attribution__spend_daily') }}

),

facts as (

    select
        cast({{ dbt.date_trunc('week', 'order_date') }} as date) as iso_week_start_date,
        case when order_type = 'sale' then 1 else 0 end as orders,
        net_revenue_reporting,
        0 as spend_reporting,
        0 as impressions,
        case
            when channel_id in ('webshop', 'app', 'store', 'phone', 'marketplace', 'social')
                then net_revenue_reporting
        end as channel_revenue
    from orders

    union all

    select
        cast({{ dbt.date_trunc('week', 'spend_date') }} as date) as iso_week_start_date,
        0 as orders,
        0 as net_revenue_reporting,
        spend_reporting,
        impressions,
        0 as channel_revenue
    from spend

),

weeks as (

    select
        iso_week_start_date,
        sum(orders) as orders,
        coalesce(sum(net_revenue_reporting), 0) as net_revenue,
        coalesce(sum(spend_reporting), 0) as spend,
        sum(impressions) as impressions,
        coalesce(sum(channel_revenue), 0) as channel_revenue
    from facts
    group by iso_week_start_date

),

totals as (

    select
        iso_week_start_date,
        sum(case when region_id = '(all)' then orders end) as orders,
        sum(case when region_id != '(all)' then orders end) as regional_orders,
        sum(case when region_id = '(all)' then net_revenue_reporting end) as net_revenue,
        sum(case when region_id != '(all)' then net_revenue_reporting end) as regional_revenue,
        sum(media_spend_reporting) as spend,
        sum(impressions) as impressions,
        sum(
            case
                when region_id = '(all)'
                    then
                        net_revenue_webshop + net_revenue_app + net_revenue_store
                        + net_revenue_phone + net_revenue_marketplace + net_revenue_social
            end
        ) as channel_revenue
    from input
    group by iso_week_start_date

)

select coalesce(weeks.iso_week_start_date, totals.iso_week_start_date) as iso_week_start_date
from weeks
full join totals
    on weeks.iso_week_start_date = totals.iso_week_start_date
where
    weeks.iso_week_start_date is null
    or totals.iso_week_start_date is null
    or weeks.orders != totals.orders
    or weeks.orders != totals.regional_orders
    or weeks.net_revenue != totals.net_revenue
    or weeks.net_revenue != totals.regional_revenue
    or weeks.channel_revenue != totals.channel_revenue
    or weeks.spend != totals.spend
    or weeks.impressions != totals.impressions
