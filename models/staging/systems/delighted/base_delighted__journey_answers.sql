with

survey_answers as (

    select * from {{ ref('base_delighted__survey_answers') }}

),

answers as (

    select
        survey_response_id,
        account_id,
        transaction_reference,
        store_id,
        email,
        phone,
        responded_at,
        updated_at,
        {{ json_rows('additional_answers', {
            'id': 'string',
            'question': {'id': 'string', 'text': 'string'},
            'value': {
                'free_response': 'string',
                'select_one': {'text': 'string'},
            },
        }) }} as answer
    from survey_answers

),

-- How somebody first heard of the brand is known by the words of the question, or of its key.
final as (

    select
        -- ids
        concat_ws('-', answers.survey_response_id, answers.answer.id) as survey_response_id,
        answers.account_id,
        answers.transaction_reference,
        answers.store_id,

        -- attributes
        answers.email,
        answers.phone,
        answers.answer.value.select_one.text as answer_choice,
        answers.answer.value.free_response as answer_text,

        -- timestamps
        answers.responded_at,
        answers.updated_at

    from answers

    where
        lower(coalesce(answers.answer.question.id, '')) like '%heard%'
        or lower(coalesce(answers.answer.question.text, '')) like '%hear about%'
        or lower(coalesce(answers.answer.question.text, '')) like '%hear of%'
        or lower(coalesce(answers.answer.question.text, '')) like '%heard%'

)

select * from final
