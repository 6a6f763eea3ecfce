-- Refunds in the timelines are the refund lines of known customers, in number and money.

with

timeline as (

    select * from {{ ref('fct_customer_timeline') }} where event_kind = 'refund'

),

refund_lines as (

    select * from {{ ref('fct_refund_lines') }} where customer_id is not null

),

counted as (

    select
        'timeline' as side,
        count(*) as refunds,
        count(distinct timeline_event_id) as refund_lines,
        coalesce(-sum(event_amount_reporting), 0) as refund_amount_cash_reporting
    from timeline

    union all

    select
        'ledger' as side,
        count(*) as refunds,
        count(*) as refund_lines,
        coalesce(sum(refund_amount_cash_reporting), 0) as refund_amount_cash_reporting
    from refund_lines

)

select
    refunds,
    refund_lines,
    refund_amount_cash_reporting

from counted

group by refunds, refund_lines, refund_amount_cash_reporting

having count(*) != 2
