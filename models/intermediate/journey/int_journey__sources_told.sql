with

responses as (

    select * from {{ ref('stg_surveys__responses') }}
    where
        survey_type = 'journey_check' and responded_at is not null and answer_choice is not null

),

records as (

    select * from {{ ref('int_identity__records_resolved') }}
    where record_type = 'surveys.responses'

),

steps as (

    select * from {{ ref('int_journey__steps_numbered') }} where touch_purpose = 'research'

),

journeys as (

    select * from {{ ref('int_journey__journeys_built') }}
    where journey_state = 'converted' and touches > 0

),

answers as (

    select
        responses.survey_response_id,
        records.customer_id,
        lower(responses.answer_choice) as answer_choice,
        responses.responded_at

    from responses

    left join records
        on responses.survey_response_id = records.record_id

),

-- The first contact ever that was recorded, and the last one before the latest order.
first_touches as (

    select
        customer_id,
        channel_id,
        touched_at,
        row_number() over (
            partition by customer_id order by touched_at, touchpoint_id
        ) as touch_number

    from steps

    where customer_id is not null

),

last_touches as (

    select
        answers.survey_response_id,
        journeys.last_channel_id,
        row_number() over (
            partition by answers.survey_response_id
            order by journeys.ended_at desc, journeys.journey_id desc
        ) as recency

    from answers

    inner join journeys
        on
            answers.customer_id = journeys.customer_id
            and answers.responded_at >= journeys.ended_at

),

final as (

    select
        -- ids
        answers.survey_response_id,
        answers.customer_id,
        first_touches.channel_id as first_channel_id,
        last_touches.last_channel_id,

        -- attributes
        answers.answer_choice,

        -- timestamps
        answers.responded_at

    from answers

    left join first_touches
        on
            answers.customer_id = first_touches.customer_id
            and answers.responded_at >= first_touches.touched_at
            and first_touches.touch_number = 1

    left join last_touches
        on
            answers.survey_response_id = last_touches.survey_response_id
            and last_touches.recency = 1

)

select * from final
