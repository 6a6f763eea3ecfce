with

tickets as (

    select * from {{ ref('int_service__tickets_judged') }}

),

ratings as (

    select * from {{ ref('stg_support__satisfaction_ratings') }}

),

responses as (

    select * from {{ ref('stg_surveys__responses') }}
    where survey_type = 'csat' and score is not null and responded_at is not null

),

answers as (

    select
        'rating:' || satisfaction_rating_id as answer_id,
        ticket_id,
        cast(null as {{ dbt.type_string() }}) as store_id,
        coalesce(rating_label = 'good', rating >= 4) as is_satisfied,
        rated_at as answered_at
    from ratings

    union all

    select
        'survey:' || survey_response_id as answer_id,
        ticket_id,
        store_id,
        score >= 4 as is_satisfied,
        responded_at as answered_at
    from responses

),

-- An answer stands on the day and in the channel of its ticket, else with the surveys.
final as (

    select
        answers.answer_id,
        answers.ticket_id,
        coalesce(tickets.channel_id, 'survey') as channel_id,
        coalesce(tickets.store_id, answers.store_id, 'no_store') as store_id,
        answers.is_satisfied,
        coalesce(
            tickets.opened_date,
            {{ local_date('answers.answered_at', "'" ~ var('default_time_zone') ~ "'") }}
        ) as opened_date

    from answers

    left join tickets
        on answers.ticket_id = tickets.ticket_id

    where answers.is_satisfied is not null

)

select * from final
