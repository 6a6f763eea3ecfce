with

tickets as (

    select * from {{ ref('stg_support__tickets') }}

),

reviews as (

    select * from {{ ref('stg_reviews__reviews') }}

),

responses as (

    select * from {{ ref('stg_surveys__responses') }}

),

-- Only what is coded: no word that anybody wrote. Engines cast halves in different ways, but round
-- them alike.
final as (

    select
        'support.tickets:' || ticket_id as touchpoint_id,
        coalesce(topic, 'no_topic') || ', ' || coalesce(ticket_status, 'no_status') as event_detail
    from tickets

    union all

    select
        'reviews.reviews:' || review_id as touchpoint_id,
        'rating ' || cast(cast(round(rating, 0) as bigint) as {{ dbt.type_string() }})
            as event_detail
    from reviews

    union all

    select
        'surveys.responses:' || survey_response_id as touchpoint_id,
        survey_type || ' '
        || coalesce(
            cast(cast(round(score, 0) as bigint) as {{ dbt.type_string() }}), answer_choice, ''
        ) as event_detail
    from responses

)

select * from final
