with

responses as (

    select * from {{ ref('fct_nps_responses') }} where is_latest_of_month

),

referrals as (

    select * from {{ ref('fct_referrals') }} where is_counted

),

levels as (

    {{ advocacy_levels() }}

),

referrals_counted as (

    select
        inviting_customer_id,
        sum(referred_revenue_reporting) as referred_revenue

    from referrals

    group by inviting_customer_id

),

-- What a customer thinks of the shop is what he said last.
answers as (

    select
        responses.purchase_channel_id,
        responses.purchase_store_id,
        responses.journey_type,
        responses.is_identified,
        case
            when
                responses.is_identified
                and row_number() over (
                    partition by responses.customer_id
                    order by responses.answer_date desc, responses.survey_response_id desc
                ) = 1
                then responses.nps_group
        end as nps_group,
        case when referrals_counted.inviting_customer_id is not null then 1 else 0 end as referring,
        coalesce(referrals_counted.referred_revenue, 0) as referred_revenue

    from responses

    left join referrals_counted
        on responses.customer_id = referrals_counted.inviting_customer_id

),

summed as (

    select
        levels.advocacy_level,
        {{ advocacy_group() }} as advocacy_group,
        count(*) as nps_answers,
        sum(case when answers.is_identified then 1 else 0 end) as identified_answers,
        sum(case when answers.nps_group = 'promoter' then 1 else 0 end) as known_promoters,
        sum(case when answers.nps_group = 'promoter' then answers.referring else 0 end)
            as referring_promoters,
        sum(case when answers.nps_group = 'promoter' then answers.referred_revenue else 0 end)
            as promoter_revenue,
        sum(case when answers.nps_group = 'detractor' then 1 else 0 end) as known_detractors,
        sum(case when answers.nps_group = 'detractor' then answers.referring else 0 end)
            as referring_detractors,
        sum(case when answers.nps_group = 'detractor' then answers.referred_revenue else 0 end)
            as detractor_revenue

    from answers

    inner join levels
        on levels.advocacy_level is not null

    group by levels.advocacy_level, {{ advocacy_group() }}

),

compared as (

    select
        *,
        {{ safe_divide('referring_promoters', 'known_promoters') }} as promoter_rate,
        {{ safe_divide('referring_detractors', 'known_detractors') }} as detractor_rate,
        known_promoters >= {{ var('nps_answers_shown') }}
        and known_detractors >= {{ var('nps_answers_shown') }} as is_comparable,
        cast(referring_promoters as double) + 0.5 as promoter_cases,
        cast(known_promoters as double) + 0.5 as promoter_base,
        cast(referring_detractors as double) + 0.5 as detractor_cases,
        cast(known_detractors as double) + 0.5 as detractor_base

    from summed

),

-- The half makes an interval of the logarithm of a ratio of two shares where one of them is 0, and
-- takes out most of the bias elsewhere.
judged as (

    select
        *,
        case when is_comparable then promoter_rate / nullif(detractor_rate, 0) end as lift,
        case
            when is_comparable
                then promoter_cases / promoter_base / (detractor_cases / detractor_base)
        end as middle,
        sqrt(
            1 / promoter_cases - 1 / promoter_base + 1 / detractor_cases - 1 / detractor_base
        ) as log_error

    from compared

),

final as (

    select
        -- attributes
        advocacy_level,
        advocacy_group,

        -- measures
        cast(nps_answers as bigint) as nps_answers,
        cast(identified_answers as bigint) as identified_answers,
        {{ safe_divide('identified_answers', 'nps_answers') }} as identified_answer_share,
        cast(known_promoters as bigint) as known_promoters,
        cast(referring_promoters as bigint) as referring_promoters,
        promoter_rate as promoter_referral_rate,
        {{ to_money('promoter_revenue') }} as promoter_referred_revenue_reporting,
        cast(known_detractors as bigint) as known_detractors,
        cast(referring_detractors as bigint) as referring_detractors,
        detractor_rate as detractor_referral_rate,
        {{ to_money('detractor_revenue') }} as detractor_referred_revenue_reporting,
        lift as promoter_referral_lift,
        middle * exp(-1.96 * log_error) as promoter_referral_lift_low,
        middle * exp(1.96 * log_error) as promoter_referral_lift_high

    from judged

)

select * from final
