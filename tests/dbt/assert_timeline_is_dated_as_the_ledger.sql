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

),

ledger as (

    select
        'purchase' as event_kind,
        order_id as ledger_id,
        order_date as ledger_date
    from orders

    union all

    select
        'refund' as event_kind,
        'refund:' || refund_line_id as ledger_id,
        refund_date as ledger_date
    from refund_lines

),

booked as (

    select
        timeline_event_id,
        event_kind,
        case when event_kind = 'purchase' then order_id else timeline_event_id end as ledger_id,
        happened_date

    from timeline

)

select
    booked.timeline_event_id,
    booked.happened_date,
    ledger.ledger_date

from booked

inner join ledger
    on
        booked.event_kind = ledger.event_kind
        and booked.ledger_id = ledger.ledger_id

where booked.happened_date != ledger.ledger_date
