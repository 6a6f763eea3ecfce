with

people as (

    select * from {{ ref('base_delighted__people') }}

),

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
        questions_answered.survey_response_id,
        questions_answered.account_id,
        cast(null as {{ dbt.type_string() }}) as loyalty_id,
        cast(null as {{ dbt.type_string() }}) as ticket_id,
        questions_answered.transaction_reference,
        questions_answered.store_id,

        -- attributes
        coalesce(questions_answered.email, people.email) as email,
        coalesce(questions_answered.phone, people.phone) as phone,
        questions_answered.survey_type,
        cast(null as {{ dbt.type_string() }}) as survey_name,
        cast(null as {{ dbt.type_string() }}) as survey_channel,
        questions_answered.answer_choice,
        questions_answered.answer_text,

        -- measures
        questions_answered.score,

        -- timestamps
        cast(null as timestamp) as sent_at,
        questions_answered.responded_at,
        questions_answered.updated_at

    from questions_answered

    left join people
        on questions_answered.account_id = people.account_id

)

select * from final
