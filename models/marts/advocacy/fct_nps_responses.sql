with

voices as (

    select * from {{ ref('int_advocacy__voices_dated') }} where channel_id = 'survey'

),

responses as (

    select * from {{ ref('stg_surveys__responses') }} where survey_type = 'nps'

),

orders as (

    select * from {{ ref('fct_orders') }} where order_type = 'sale' and customer_id is not null

),

journeys as (

    select * from {{ ref('fct_journeys') }} where order_id is not null

),

answers as (

    select
        responses.survey_response_id,
        voices.customer_id,
        voices.score,
        voices.is_latest_of_month,
        voices.business_date as answer_date,
        responses.responded_at

    from voices

    inner join responses
        on voices.voice_id = 'surveys.responses:' || responses.survey_response_id

),

-- Asked about the shop, people speak of the last time they bought there.
purchases_ranked as (

    select
        answers.survey_response_id,
        orders.order_id,
        orders.channel_id,
        orders.store_id,
        row_number() over (
            partition by answers.survey_response_id
            order by orders.ordered_at desc, orders.order_id desc
        ) as purchase_rank

    from answers

    inner join orders
        on
            answers.customer_id = orders.customer_id
            and answers.responded_at >= orders.ordered_at

),

last_purchases as (

    select * from purchases_ranked where purchase_rank = 1

),

final as (

    select
        -- ids
        answers.survey_response_id,
        answers.customer_id,
        last_purchases.order_id,
        coalesce(last_purchases.channel_id, '(none)') as purchase_channel_id,
        coalesce(last_purchases.store_id, '(none)') as purchase_store_id,

        -- attributes
        case
            when journeys.is_cross_channel then 'cross_channel'
            when not journeys.is_cross_channel then 'one_channel'
            else '(none)'
        end as journey_type,
        case
            when answers.score >= 9 then 'promoter'
            when answers.score <= 6 then 'detractor'
            else 'passive'
        end as nps_group,

        -- measures
        cast(answers.score as decimal(18, 6)) as score,

        -- flags
        answers.customer_id is not null as is_identified,
        answers.is_latest_of_month,

        -- dates
        answers.answer_date

    from answers

    left join last_purchases
        on answers.survey_response_id = last_purchases.survey_response_id

    left join journeys
        on last_purchases.order_id = journeys.order_id

)

select * from final
