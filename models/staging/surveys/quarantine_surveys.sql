with

responses as (

    select * from {{ ref('base_surveys__responses_checked') }} where quarantine_reason is not null

),

final as (

    select
        {{ rejected_row('surveys', 'responses', ['survey_response_id']) }}
    from responses

)

select * from final
