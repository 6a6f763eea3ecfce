with

measured as (

    select * from {{ ref('fct_channel_measures') }}

),

-- What lots decided is stronger than any share, and a share of few cases is no reason.
judged as (

    select
        *,
        case
            when study_result = 'brings_no_orders' then 'purchase_lift_high'
            when all_met_customers < {{ var('channel_limits').customers }} then 'all_met_customers'
            when
                channel_contacts >= {{ var('channel_limits').cases }}
                and identified_contacts < {{ var('channel_limits').cases }}
                then 'identified_contacts'
            when
                met_customer_share < {{ var('channel_limits').known_share }}
                and coalesce(journey_check_share, 0) < {{ var('channel_limits').known_share }}
                then 'met_customer_share'
            when
                judged_visits >= {{ var('channel_limits').cases }}
                and engaged_visit_rate < {{ var('channel_limits').engaged_share }}
                then 'engaged_visit_rate'
            when
                decided_journeys >= {{ var('channel_limits').cases }}
                and conversion_ratio < {{ var('channel_limits').conversion_ratio }}
                then 'conversion_ratio'
            when
                all_converted_journeys >= {{ var('channel_limits').cases }}
                and order_presence_share < {{ var('channel_limits').presence_share }}
                then 'order_presence_share'
            when cannibalised_share > {{ var('channel_limits').cannibalised_share }}
                then 'cannibalised_share'
        end as diagnosis_measure

    from measured

),

final as (

    select
        -- ids
        channel_id,

        -- attributes
        case
            when diagnosis_measure = 'purchase_lift_high' then 'brings_no_orders'
            when diagnosis_measure in ('all_met_customers', 'identified_contacts')
                then 'too_little_data'
            when diagnosis_measure = 'met_customer_share' then 'not_known'
            when diagnosis_measure in ('engaged_visit_rate', 'conversion_ratio')
                then 'does_not_fit_needs'
            when diagnosis_measure = 'order_presence_share' then 'not_on_the_journey'
            when diagnosis_measure = 'cannibalised_share' then 'draws_from_other_channels'
            else 'healthy'
        end as diagnosis,
        diagnosis_measure,

        -- measures
        cast(case diagnosis_measure
            when 'purchase_lift_high' then purchase_lift_high
            when 'all_met_customers' then all_met_customers
            when 'identified_contacts' then identified_contacts
            when 'met_customer_share' then met_customer_share
            when 'engaged_visit_rate' then engaged_visit_rate
            when 'conversion_ratio' then conversion_ratio
            when 'order_presence_share' then order_presence_share
            when 'cannibalised_share' then cannibalised_share
        end as double) as diagnosis_value,
        cast(case diagnosis_measure
            when 'purchase_lift_high' then {{ var('channel_limits').purchase_lift }}
            when 'all_met_customers' then {{ var('channel_limits').customers }}
            when 'identified_contacts' then {{ var('channel_limits').cases }}
            when 'met_customer_share' then {{ var('channel_limits').known_share }}
            when 'engaged_visit_rate' then {{ var('channel_limits').engaged_share }}
            when 'conversion_ratio' then {{ var('channel_limits').conversion_ratio }}
            when 'order_presence_share' then {{ var('channel_limits').presence_share }}
            when 'cannibalised_share' then {{ var('channel_limits').cannibalised_share }}
        end as double) as diagnosis_limit,
        visits,
        impressions,
        channel_contacts,
        identified_contacts,
        identified_contact_share,
        met_customers,
        all_met_customers,
        met_customer_share,
        shared_customers,
        shared_customer_share,
        source_answers,
        all_source_answers,
        journey_check_share,
        nps_answers,
        nps,
        engaged_visits,
        judged_visits,
        engaged_visit_rate,
        measured_orders,
        measured_visits,
        conversion_rate,
        present_orders,
        all_converted_journeys,
        order_presence_share,
        converted_journeys,
        decided_journeys,
        conversion_ratio,
        assisted_orders,
        assisted_revenue_reporting,
        attributed_revenue_reporting,
        cannibalised_share,
        purchase_lift_low,
        purchase_lift,
        purchase_lift_high,

        -- dates
        health_month

    from judged

)

select * from final
