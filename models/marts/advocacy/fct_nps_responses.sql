with

voices as (

    select * from {{ ref('int_advocacy__voices_dated') }} where channel_id = 'survey'

),

responses as (

    select * from {{ ref('stg_surveys__responses') }} where survey_type = 'nps'

),

purchases as (

    select * from {{ ref('bridge_voice_orders') }}

),

final as (

    select
        -- ids
        responses.survey_response_id,
        voices.customer_id,
        purchases.order_id,
        coalesce(purchases.purchase_channel_id, '(none)') as purchase_channel_id,
        coalesce(purchases.purchase_store_id, '(none)') as purchase_store_id,

        -- attributes
        coalesce(purchases.journey_type, '(none)') as journey_type,
        case
            when voices.score >= 9 then 'promoter'
            when voices.score <= 6 then 'detractor'
            else 'passive'
        end as nps_group,

        -- measures
        cast(voices.score as decimal(18, 6)) as score,

        -- flags
        voices.customer_id is not null as is_identified,
        voices.is_latest_of_month,

        -- dates
        voices.business_date as answer_date

    from voices

    inner join responses
        on voices.voice_id = 'surveys.responses:' || responses.survey_response_id

    left join purchases
        on voices.voice_id = purchases.voice_id

)

select * from final
