with

journeys as (

    select * from {{ ref('fct_journeys') }} where journey_state in ('converted', 'lapsed')

),

steps as (

    select * from {{ ref('fct_journey_steps') }} where touch_purpose = 'research'

),

orders as (

    select * from {{ ref('fct_orders') }} where order_type = 'sale'

),

-- A visit passes through the channel that brought it and the website or app where it was made, an
-- order through the channel that sells it. Only contacts before can tell whether they convert.
passages_unioned as (

    select
        journey_id,
        channel_id,
        1 as researched
    from steps

    union all

    select
        journey_id,
        visited_channel_id as channel_id,
        1 as researched
    from steps
    where visited_channel_id is not null

    union all

    select
        journey_id,
        selling_channel_id as channel_id,
        0 as researched
    from journeys
    where selling_channel_id is not null

),

passages as (

    select
        journey_id,
        channel_id,
        max(researched) as researched
    from passages_unioned
    group by journey_id, channel_id

),

journeys_decided as (

    select
        journeys.*,
        cast({{ dbt.date_trunc('month', 'journeys.ended_at') }} as date) as ended_month,
        case when journeys.journey_state = 'converted' then 1 else 0 end as converted,
        orders.net_revenue_reporting

    from journeys

    left join orders
        on journeys.order_id = orders.order_id

),

totals as (

    select
        ended_month,
        count(*) as all_decided_journeys,
        sum(converted) as all_converted_journeys

    from journeys_decided

    group by ended_month

),

passages_counted as (

    select
        passages.channel_id,
        journeys_decided.ended_month,
        sum(passages.researched) as decided_journeys,
        sum(passages.researched * journeys_decided.converted) as converted_journeys,
        sum(journeys_decided.converted) as present_orders,
        sum(case
            when passages.channel_id != journeys_decided.selling_channel_id
                then journeys_decided.converted
            else 0
        end) as assisted_orders,
        sum(case
            when passages.channel_id != journeys_decided.selling_channel_id
                then journeys_decided.net_revenue_reporting
        end) as assisted_revenue

    from passages

    inner join journeys_decided
        on passages.journey_id = journeys_decided.journey_id

    group by passages.channel_id, journeys_decided.ended_month

),

final as (

    select
        -- ids
        passages_counted.channel_id,

        -- measures
        cast(passages_counted.present_orders as bigint) as present_orders,
        cast(totals.all_converted_journeys as bigint) as all_converted_journeys,
        {{ safe_divide('passages_counted.present_orders', 'totals.all_converted_journeys') }}
            as order_presence_share,
        cast(passages_counted.converted_journeys as bigint) as converted_journeys,
        cast(passages_counted.decided_journeys as bigint) as decided_journeys,
        cast(totals.all_decided_journeys as bigint) as all_decided_journeys,
        {{ safe_divide(
            'passages_counted.converted_journeys * totals.all_decided_journeys',
            'passages_counted.decided_journeys * totals.all_converted_journeys'
        ) }} as conversion_ratio,
        cast(passages_counted.assisted_orders as bigint) as assisted_orders,
        cast(coalesce(passages_counted.assisted_revenue, 0) as decimal(38, 3))
            as assisted_revenue_reporting,

        -- dates
        passages_counted.ended_month

    from passages_counted

    inner join totals
        on passages_counted.ended_month = totals.ended_month

)

select * from final
