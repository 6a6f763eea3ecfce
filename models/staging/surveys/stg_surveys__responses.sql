with

checked as (

    select * from {{ ref('base_surveys__responses_checked') }} where quarantine_reason is null

),

final as (

    select
        -- ids
        survey_response_id,
        account_id,
        loyalty_id,
        ticket_id,
        transaction_reference,
        store_id,

        -- attributes
        email,
        phone,
        survey_type,
        survey_name,
        survey_channel,
        answer_choice,
        answer_text,

        -- measures
        score,

        -- timestamps
        sent_at,
        responded_at,
        updated_at,

        -- origin
        source_system

    from checked

)

select * from final
