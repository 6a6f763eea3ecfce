with

channels as (

    select * from {{ ref('stg_reference__channels') }}

),

scores as (

    select * from {{ ref('kpi_advocacy_monthly') }}

),

sources_told as (

    select * from {{ ref('kpi_journey_check') }}

),

months as (

    select answer_month from scores
    union distinct
    select answer_month from sources_told

),

-- In a month in which somebody answered, nobody named a channel whose answer has no row.
all_answers as (

    select
        answer_month,
        max(all_answers) as all_answers

    from sources_told

    group by answer_month

),

final as (

    select
        -- ids
        channels.channel_id,

        -- attributes
        channels.answer_choice,

        -- measures
        scores.nps_answers,
        scores.nps,
        scores.nps_margin,
        case
            when channels.answer_choice is not null then coalesce(sources_told.answers, 0)
        end as source_answers,
        all_answers.all_answers as all_source_answers,
        case
            when channels.answer_choice is not null
                then {{ safe_divide(
                    'coalesce(sources_told.answers, 0)', 'all_answers.all_answers'
                ) }}
        end as journey_check_share,

        -- dates
        months.answer_month

    from channels

    inner join months
        on channels.channel_id is not null and months.answer_month is not null

    left join scores
        on
            channels.channel_id = scores.advocacy_group
            and scores.advocacy_level = 'purchase_channel'
            and months.answer_month = scores.answer_month

    left join sources_told
        on
            channels.answer_choice = sources_told.answer_choice
            and months.answer_month = sources_told.answer_month

    left join all_answers
        on months.answer_month = all_answers.answer_month

)

select * from final
