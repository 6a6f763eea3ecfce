with

responses as (

    select * from {{ ref('base_surveys__responses_checked') }} where quarantine_reason is not null

),

final as (

    select
        'surveys' as domain_name,
        'responses' as entity_name,
        source_system,
        survey_response_id as row_key,
        quarantine_reason,
        breach_column,
        breach_value
    from responses

)

select * from final
