with

channel_months as (

    select * from {{ ref('fct_channel_months') }}

),

studies as (

    select * from {{ ref('kpi_lift_studies') }}

),

-- A study speaks for its channel from the month it began in, until one that began later.
final as (

    select
        -- ids
        channel_months.channel_id,

        -- attributes
        studies.study_result,

        -- measures
        channel_months.visits,
        channel_months.impressions,
        channel_months.channel_contacts,
        channel_months.identified_contacts,
        channel_months.met_customers,
        channel_months.all_met_customers,
        channel_months.shared_customers,
        channel_months.source_answers,
        channel_months.all_source_answers,
        channel_months.nps_answers,
        channel_months.nps,
        channel_months.engaged_visits,
        channel_months.judged_visits,
        channel_months.measured_orders,
        channel_months.measured_visits,
        channel_months.present_orders,
        channel_months.all_converted_journeys,
        channel_months.converted_journeys,
        channel_months.decided_journeys,
        channel_months.conversion_ratio,
        channel_months.assisted_orders,
        channel_months.assisted_revenue_reporting,
        channel_months.attributed_revenue_reporting,
        channel_months.quarter_revenue_reporting,
        channel_months.migrated_in_reporting,
        channel_months.identified_revenue_share,
        {{ safe_divide('channel_months.met_customers', 'channel_months.all_met_customers') }}
            as met_customer_share,
        {{ safe_divide('channel_months.identified_contacts', 'channel_months.channel_contacts') }}
            as identified_contact_share,
        {{ safe_divide('channel_months.shared_customers', 'channel_months.met_customers') }}
            as shared_customer_share,
        {{ safe_divide('channel_months.source_answers', 'channel_months.all_source_answers') }}
            as journey_check_share,
        {{ safe_divide('channel_months.engaged_visits', 'channel_months.judged_visits') }}
            as engaged_visit_rate,
        {{ safe_divide('channel_months.measured_orders', 'channel_months.measured_visits') }}
            as conversion_rate,
        {{ safe_divide('channel_months.present_orders', 'channel_months.all_converted_journeys') }}
            as order_presence_share,
        case
            when channel_months.identified_revenue_share > 0
                then {{ safe_divide(
                    'channel_months.migrated_in_reporting',
                    'channel_months.quarter_revenue_reporting'
                ) }}
        end as cannibalised_share,
        studies.purchase_lift,
        studies.purchase_lift_low,
        studies.purchase_lift_high,

        -- dates
        channel_months.health_month

    from channel_months

    left join studies
        on
            channel_months.channel_id = studies.channel_id
            and channel_months.health_month >= studies.start_month
            and (
                studies.next_start_month is null
                or channel_months.health_month < studies.next_start_month
            )

)

select * from final
