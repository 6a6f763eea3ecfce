with

survey_answers as (

    select * from {{ ref('base_delighted__survey_answers') }}

),

journey_answers as (

    select * from {{ ref('base_delighted__journey_answers') }}

),

questions_answered as (

    select
        survey_response_id,
        account_id,
        transaction_reference,
        store_id,
        email,
        phone,
        survey_type,
        cast(null as {{ dbt.type_string() }}) as answer_choice,
        answer_text,
        cast(score as {{ dbt.type_string() }}) as score,
        responded_at,
        updated_at
    from survey_answers

    union all

    select
        survey_response_id,
        account_id,
        transaction_reference,
        store_id,
        email,
        phone,
        'journey_check' as survey_type,
        answer_choice,
        answer_text,
        cast(null as {{ dbt.type_string() }}) as score,
        responded_at,
        updated_at
    from journey_answers

),

-- The interface does not say when a survey was sent, nor to whom in vain.
final as (

    select
        -- ids
        survey_response_id,
        account_id,
        cast(null as {{ dbt.type_string() }}) as loyalty_id,
        cast(null as {{ dbt.type_string() }}) as ticket_id,
        transaction_reference,
        store_id,

        -- attributes
        email,
        phone,
        survey_type,
        cast(null as {{ dbt.type_string() }}) as survey_name,
        cast(null as {{ dbt.type_string() }}) as survey_channel,
        answer_choice,
        answer_text,

        -- measures
        score,

        -- timestamps
        cast(null as timestamp) as sent_at,
        responded_at,
        updated_at

    from questions_answered

)

select * from final
