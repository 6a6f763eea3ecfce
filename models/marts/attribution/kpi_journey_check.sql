with

sources_told as (

    select * from {{ ref('int_journey__sources_told') }}

),

channels as (

    select * from {{ ref('stg_reference__channels') }}

),

answers_compared as (

    select
        cast({{ dbt.date_trunc('month', 'sources_told.responded_at') }} as date) as answer_month,
        sources_told.answer_choice,
        case
            when sources_told.first_channel_id is not null
                then coalesce(first_channels.answer_choice, '(no answer fits)')
        end as first_answer,
        case
            when sources_told.last_channel_id is not null
                then coalesce(last_channels.answer_choice, '(no answer fits)')
        end as last_answer

    from sources_told

    left join channels as first_channels
        on sources_told.first_channel_id = first_channels.channel_id

    left join channels as last_channels
        on sources_told.last_channel_id = last_channels.channel_id

),

answers_unioned as (

    select
        answer_month,
        answer_choice,
        1 as told,
        0 as tracked_first,
        0 as tracked_last
    from answers_compared

    union all

    select
        answer_month,
        first_answer as answer_choice,
        0 as told,
        1 as tracked_first,
        0 as tracked_last
    from answers_compared
    where first_answer is not null

    union all

    select
        answer_month,
        last_answer as answer_choice,
        0 as told,
        0 as tracked_first,
        1 as tracked_last
    from answers_compared
    where last_answer is not null

),

counted as (

    select
        answer_month,
        answer_choice,
        sum(told) as answers,
        sum(tracked_first) as first_touch_answers,
        sum(tracked_last) as last_touch_answers,
        sum(sum(told)) over (partition by answer_month) as all_answers,
        sum(sum(tracked_first)) over (partition by answer_month) as all_first_touch_answers,
        sum(sum(tracked_last)) over (partition by answer_month) as all_last_touch_answers

    from answers_unioned

    group by answer_month, answer_choice

),

final as (

    select
        -- attributes
        answer_choice,

        -- measures
        cast(answers as bigint) as answers,
        cast(all_answers as bigint) as all_answers,
        {{ safe_divide('answers', 'all_answers') }} as journey_check_share,
        cast(first_touch_answers as bigint) as first_touch_answers,
        cast(all_first_touch_answers as bigint) as all_first_touch_answers,
        {{ safe_divide('first_touch_answers', 'all_first_touch_answers') }} as first_touch_share,
        {{ safe_divide('answers', 'all_answers') }}
        - {{ safe_divide('first_touch_answers', 'all_first_touch_answers') }}
            as first_touch_gap,
        cast(last_touch_answers as bigint) as last_touch_answers,
        cast(all_last_touch_answers as bigint) as all_last_touch_answers,
        {{ safe_divide('last_touch_answers', 'all_last_touch_answers') }} as last_touch_share,
        {{ safe_divide('answers', 'all_answers') }}
        - {{ safe_divide('last_touch_answers', 'all_last_touch_answers') }}
            as last_touch_gap,
        {{ safe_divide('all_first_touch_answers', 'all_answers') }} as tracked_answer_share,

        -- dates
        answer_month

    from counted

)

select * from final
