with

consents as (

    select * from {{ ref('stg_crm__consents') }}
    where purpose in ({{ text_list(var('identity_consent_purposes')) }})

),

visitor_decisions as (

    select * from {{ ref('int_identity__visitor_decisions') }}

),

sightings as (

    select * from {{ ref('int_identity__sightings_keyed') }}

),

-- Several people may use one card, each with a decision of his own.
decisions as (

    select
        sightings.node_id,
        consents.purpose,
        consents.consent_status,
        case
            when sightings.identifier_type = 'loyalty_card'
                then coalesce(consents.account_id, consents.email, consents.phone, '')
            else ''
        end as card_user,
        row_number() over (
            partition by
                sightings.node_id,
                consents.purpose,
                case
                    when sightings.identifier_type = 'loyalty_card'
                        then coalesce(consents.account_id, consents.email, consents.phone, '')
                    else ''
                end
            order by
                coalesce(consents.recorded_at, consents.updated_at) desc nulls last,
                case when consents.consent_status = 'granted' then 1 else 0 end,
                consents.consent_id
        ) as recency

    from consents

    inner join sightings
        on
            sightings.record_type = 'crm.consents'
            and consents.consent_id = sightings.record_id

),

-- Of one person the last word counts; of a card with several users any user's.
refused_by_purpose as (

    select
        node_id,
        purpose

    from decisions

    where recency = 1

    group by
        node_id,
        purpose

    having max(case when consent_status = 'granted' then 1 else 0 end) = 0

),

final as (

    select node_id from refused_by_purpose
    union distinct
    select node_id from visitor_decisions where is_refused

)

select * from final
