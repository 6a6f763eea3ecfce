-- On both levels the parts of the revenue of every channel and quarter are that of the ledger, and
-- what was drawn from elsewhere is what went away from there.

with

cannibalisation as (

    select * from {{ ref('kpi_cannibalisation_quarterly') }}

),

orders as (

    select * from {{ ref('fct_orders') }}

),

parts as (

    select
        switching_level,
        case when place_id like 'store%' then 'store' else place_id end as channel_id,
        order_quarter,
        sum(
            new_to_brand_reporting + reactivated_reporting + retained_reporting
            + migrated_in_reporting + expansion_reporting + unidentified_reporting
        ) as parts_reporting

    from cannibalisation

    group by
        switching_level,
        case when place_id like 'store%' then 'store' else place_id end,
        order_quarter

),

ledger as (

    select
        channel_id,
        cast({{ dbt.date_trunc('quarter', 'order_date') }} as date) as order_quarter,
        coalesce(sum(net_revenue_reporting), 0) as net_revenue_reporting

    from orders

    group by channel_id, cast({{ dbt.date_trunc('quarter', 'order_date') }} as date)

),

moves as (

    select
        switching_level,
        order_quarter,
        sum(migrated_in_reporting) - sum(migrated_out_reporting) as difference

    from cannibalisation

    group by switching_level, order_quarter

)

select
    ledger.channel_id,
    ledger.order_quarter,
    ledger.net_revenue_reporting,
    parts.parts_reporting

from ledger

left join parts
    on
        ledger.channel_id = parts.channel_id
        and ledger.order_quarter = parts.order_quarter

where parts.parts_reporting is null or parts.parts_reporting != ledger.net_revenue_reporting

union all

select
    switching_level as channel_id,
    order_quarter,
    difference as net_revenue_reporting,
    null as parts_reporting

from moves

where difference != 0
