with

responses as (

    select * from {{ ref('fct_nps_responses') }} where is_latest_of_month

),

levels as (

    select
        'overall' as advocacy_level,
        '(all)' as advocacy_group,
        nps_group,
        is_identified,
        answer_date
    from responses

    union all

    select
        'purchase_channel' as advocacy_level,
        purchase_channel_id as advocacy_group,
        nps_group,
        is_identified,
        answer_date
    from responses

    union all

    select
        'purchase_store' as advocacy_level,
        purchase_store_id as advocacy_group,
        nps_group,
        is_identified,
        answer_date
    from responses

    union all

    select
        'journey_type' as advocacy_level,
        journey_type as advocacy_group,
        nps_group,
        is_identified,
        answer_date
    from responses

),

summed as (

    select
        advocacy_level,
        advocacy_group,
        cast({{ dbt.date_trunc('month', 'answer_date') }} as date) as answer_month,
        count(*) as nps_answers,
        sum(case when is_identified then 1 else 0 end) as identified_answers,
        sum(case when nps_group = 'promoter' then 1 else 0 end) as promoters,
        sum(case when nps_group = 'passive' then 1 else 0 end) as passives,
        sum(case when nps_group = 'detractor' then 1 else 0 end) as detractors

    from levels

    group by advocacy_level, advocacy_group, {{ dbt.date_trunc('month', 'answer_date') }}

),

-- The spread p + d - (p - d)^2 over one denominator: whole numbers until the division, so that it
-- is never a hair below 0 where all answers are alike.
shares as (

    select
        *,
        {{ safe_divide('promoters - detractors', 'nps_answers') }} as net_share,
        {{ safe_divide(
            '(promoters + detractors) * nps_answers'
            ~ ' - (promoters - detractors) * (promoters - detractors)',
            'nps_answers * nps_answers'
        ) }} as net_spread

    from summed

),

-- Of a handful of answers the score says nothing; how many there were is shown all the same.
final as (

    select
        -- attributes
        advocacy_level,
        advocacy_group,

        -- measures
        cast(nps_answers as bigint) as nps_answers,
        cast(identified_answers as bigint) as identified_answers,
        cast(promoters as bigint) as promoters,
        cast(passives as bigint) as passives,
        cast(detractors as bigint) as detractors,
        case when nps_answers >= {{ var('nps_answers_shown') }} then 100 * net_share end as nps,
        case
            when nps_answers >= {{ var('nps_answers_shown') }}
                then 100 * sqrt(net_spread / nps_answers)
        end as nps_standard_error,
        case
            when nps_answers >= {{ var('nps_answers_shown') }}
                then 196 * sqrt(net_spread / nps_answers)
        end as nps_margin,

        -- dates
        answer_month

    from shares

)

select * from final
