with

people as (

    select * from {{ ref('dim_customers') }}

),

journeys as (

    select * from {{ ref('fct_journeys') }} where customer_id is not null

),

message_events as (

    select * from {{ ref('int_identity__message_events_resolved') }}
    where customer_id is not null and message_channel != 'direct_mail'

),

scores as (

    select * from {{ ref('fct_customer_rfm') }}

),

predictions as (

    select * from {{ ref('fct_customer_values') }}

),

risks as (

    select * from {{ ref('fct_customer_churn') }}

),

journeys_ranked as (

    select
        customer_id,
        journey_state,
        row_number() over (
            partition by customer_id
            order by started_at desc, journey_id desc
        ) as journey_rank

    from journeys

),

-- Whoever unsubscribed stays so: nothing in the exports says that he came back.
subscriptions as (

    select
        customer_id,
        max(case when event_type = 'unsubscribed' then 1 else 0 end) as has_unsubscribed

    from message_events

    group by customer_id

),

described as (

    select
        people.*,
        case
            when subscriptions.has_unsubscribed = 1 then 'unsubscribed'
            when subscriptions.has_unsubscribed = 0 then 'subscribed'
            else 'none'
        end as subscription_state

    from people

    left join subscriptions
        on people.customer_id = subscriptions.customer_id

),

final as (

    select
        -- ids
        described.customer_id,
        described.household_id,
        described.home_store_id,

        -- attributes
        described.country_code,
        described.language_code,
        described.membership_tier,
        described.marketing_consent,
        described.subscription_state,
        coalesce(journeys_ranked.journey_state, 'none') as last_journey_state,
        scores.rfm_segment,
        risks.churn_risk_band,
        {{ value_band('predictions.customer_lifetime_value_reporting', 'described.customer_id') }}
            as value_band,

        -- measures
        cast(
            case when described.country_code is null then 0 else 1 end
            + case when described.region_name is null then 0 else 1 end
            + case when described.city is null then 0 else 1 end
            + case when described.language_code is null then 0 else 1 end
            + case when described.home_store_id is null then 0 else 1 end
            + case when described.household_id is null then 0 else 1 end
            + case when described.membership_tier is null then 0 else 1 end
            as bigint
        ) as persona_points,

        -- flags
        described.marketing_consent = 'granted'
        and described.subscription_state != 'unsubscribed'
        and (described.has_email or described.has_phone) as is_contactable

    from described

    left join journeys_ranked
        on
            described.customer_id = journeys_ranked.customer_id
            and journeys_ranked.journey_rank = 1

    left join scores
        on described.customer_id = scores.customer_id

    left join predictions
        on described.customer_id = predictions.customer_id

    left join risks
        on described.customer_id = risks.customer_id

)

select * from final
