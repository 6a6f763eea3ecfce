-- The periods that the pages report: the last ones that the data cover to their end.
create or replace temp view periods as
with ledger as (
    select
        max(order_date) as last_date,
        date_trunc('month', max(order_date) + 1)::date as first_open_month
    from core.fct_orders
),

months as (
    select
        last_date,
        (first_open_month - interval 1 month)::date as report_month,
        (first_open_month - interval 2 month)::date as month_before,
        (first_open_month - interval 12 month)::date as first_month
    from ledger
),

-- A journey is decided by an order or by 30 days of silence. Until then lapsed ones are missing, so
-- that young months look too good.
journeys as (
    select max(journey_month) as journey_month
    from journey.kpi_journeys_monthly
    where entry_channel_id = '(all)' and open_journeys <= 0.02 * journeys
)

select
    months.*,
    journeys.journey_month,
    (journeys.journey_month - interval 1 month)::date as journey_month_before,
    (
        select max(order_quarter)
        from switching.kpi_cannibalisation_quarterly
        where not is_partial
    ) as report_quarter,
    (
        select max(research_month)
        from ropo.kpi_cross_channel_matrix_monthly
        where window_days = 30 and is_complete
    ) as matrix_month
from months
cross join journeys;

set variable report_month = (select report_month from periods);
set variable month_before = (select month_before from periods);
set variable first_month = (select first_month from periods);
set variable journey_month = (select journey_month from periods);
set variable journey_month_before = (select journey_month_before from periods);
set variable matrix_month = (select matrix_month from periods);
set variable report_quarter = (select report_quarter from periods);

-- KPIs of the funnel in the month and the one before, by channel; `(all)` is over all of them.
create or replace temp view funnel_now as
select
    now.*,
    before.kpi_value as value_before,
    channels.channel_name,
    channels.channel_group,
    case
        when ends_with(now.kpi_name, '_rate') or ends_with(now.kpi_name, '_share') then 'percent'
        when now.kpi_name = 'csat' then 'percent'
        when now.kpi_name = 'nps' then 'points'
        when now.kpi_name in ('average_rating', 'units_per_order') then 'ratio'
        when now.kpi_name in ('net_revenue', 'average_order_value') then 'money'
        when starts_with(now.kpi_name, 'cost_per_') then 'money'
        when contains(now.kpi_name, '_seconds') then 'seconds'
        when ends_with(now.kpi_name, '_minutes') then 'minutes'
        else 'count'
    end as format
from funnel.kpi_funnel_monthly as now
left join core.dim_channels as channels on now.channel_id = channels.channel_id
left join funnel.kpi_funnel_monthly as before
    on
        now.channel_id = before.channel_id
        and now.kpi_name = before.kpi_name
        and before.funnel_month = getvariable('month_before')
where now.funnel_month = getvariable('report_month');
