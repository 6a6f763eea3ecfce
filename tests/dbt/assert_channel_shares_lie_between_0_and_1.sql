-- Parts are counted of the same rows as the whole.
with

health as (

    select * from {{ ref('kpi_channel_health_monthly') }}

),

maturity as (

    select * from {{ ref('kpi_channel_maturity') }}

),

shares as (

    select
        channel_id,
        met_customer_share as part
    from health

    union all

    select
        channel_id,
        identified_contact_share as part
    from health

    union all

    select
        channel_id,
        shared_customer_share as part
    from health

    union all

    select
        channel_id,
        journey_check_share as part
    from health

    union all

    select
        channel_id,
        order_presence_share as part
    from health

    union all

    select
        channel_id,
        engaged_visit_rate as part
    from health

    union all

    select
        channel_id,
        assisted_order_share as part
    from maturity

)

select *
from shares
where not part between 0 and 1
