with

consents as (

    select * from {{ ref('stg_crm__consents') }}

),

records as (

    select * from {{ ref('int_identity__records_resolved') }}
    where record_type = 'crm.consents' and customer_id is not null

),

ranked as (

    select
        records.customer_id,
        consents.purpose,
        consents.consent_status,
        row_number() over (
            partition by records.customer_id, consents.purpose
            order by
                coalesce(consents.recorded_at, consents.updated_at) desc nulls last,
                case when consents.consent_status = 'granted' then 1 else 0 end,
                consents.consent_id
        ) as recency

    from consents

    inner join records
        on consents.consent_id = records.record_id

),

final as (

    select
        customer_id,
        max(case when purpose = 'marketing' then consent_status end) as marketing_consent,
        max(case when purpose = 'analytics' then consent_status end) as analytics_consent

    from ranked

    where recency = 1

    group by customer_id

)

select * from final
