-- A purchase and a refund have the same business date in the timeline and in the ledger.

with

timeline as (

    select * from {{ ref('fct_customer_timeline') }} where event_kind in ('purchase', 'refund')

),

orders as (

    select * from {{ ref('fct_orders') }}

),

refund_lines as (

    select * from {{ ref('fct_refund_lines') }}

)

select
    timeline.timeline_event_id,
    timeline.happened_date,
    orders.order_date,
    refund_lines.refund_date

from timeline

left join orders
    on timeline.event_kind = 'purchase' and timeline.order_id = orders.order_id

left join refund_lines
    on timeline.timeline_event_id = 'refund:' || refund_lines.refund_line_id

where timeline.happened_date != coalesce(orders.order_date, refund_lines.refund_date)
