with

reach as (

    select * from {{ ref('kpi_channel_reach_monthly') }}

),

journeys as (

    select * from {{ ref('kpi_channel_journeys_monthly') }}

),

voices as (

    select * from {{ ref('kpi_channel_voices_monthly') }}

),

visits as (

    select * from {{ ref('kpi_channel_visits_monthly') }}

),

switching as (

    select * from {{ ref('kpi_cannibalisation_quarterly') }} where switching_level = 'channel'

),

credits as (

    select * from {{ ref('kpi_attribution_comparison') }} where attribution_model = 'markov'

),

-- Channels of service and voices in which nobody looks anything up are not on the way to an order.
channel_months as (

    select
        channel_id,
        ended_month as health_month
    from journeys
    union distinct
    select
        channel_id,
        visit_month as health_month
    from visits

),

all_customers as (

    select distinct
        touch_month,
        all_met_customers
    from reach

),

all_journeys as (

    select distinct
        ended_month,
        all_converted_journeys
    from journeys

),

final as (

    select
        -- ids
        channel_months.channel_id,

        -- measures
        visits.visits,
        visits.impressions,
        coalesce(reach.channel_contacts, 0) as channel_contacts,
        coalesce(reach.identified_contacts, 0) as identified_contacts,
        coalesce(reach.met_customers, 0) as met_customers,
        coalesce(all_customers.all_met_customers, 0) as all_met_customers,
        coalesce(reach.shared_customers, 0) as shared_customers,
        voices.source_answers,
        voices.all_source_answers,
        voices.nps_answers,
        voices.nps,
        visits.engaged_visits,
        visits.judged_visits,
        visits.measured_orders,
        visits.measured_visits,
        coalesce(journeys.present_orders, 0) as present_orders,
        coalesce(all_journeys.all_converted_journeys, 0) as all_converted_journeys,
        coalesce(journeys.converted_journeys, 0) as converted_journeys,
        coalesce(journeys.decided_journeys, 0) as decided_journeys,
        journeys.conversion_ratio,
        coalesce(journeys.assisted_orders, 0) as assisted_orders,
        coalesce(journeys.assisted_revenue_reporting, 0) as assisted_revenue_reporting,
        coalesce(credits.attributed_revenue_reporting, 0) as attributed_revenue_reporting,
        switching.net_revenue_reporting as quarter_revenue_reporting,
        switching.migrated_in_reporting,
        switching.identified_revenue_share,

        -- dates
        channel_months.health_month

    from channel_months

    left join all_customers
        on channel_months.health_month = all_customers.touch_month

    left join all_journeys
        on channel_months.health_month = all_journeys.ended_month

    left join reach
        on
            channel_months.channel_id = reach.channel_id
            and channel_months.health_month = reach.touch_month

    left join journeys
        on
            channel_months.channel_id = journeys.channel_id
            and channel_months.health_month = journeys.ended_month

    left join voices
        on
            channel_months.channel_id = voices.channel_id
            and channel_months.health_month = voices.answer_month

    left join visits
        on
            channel_months.channel_id = visits.channel_id
            and channel_months.health_month = visits.visit_month

    left join credits
        on
            channel_months.channel_id = credits.channel_id
            and channel_months.health_month = credits.order_month

    left join switching
        on
            channel_months.channel_id = switching.place_id
            and cast({{ dbt.date_trunc('quarter', 'channel_months.health_month') }} as date)
            = switching.order_quarter

)

select * from final
