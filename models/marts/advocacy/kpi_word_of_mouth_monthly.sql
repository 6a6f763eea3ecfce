with

orders as (

    select * from {{ ref('fct_orders') }} where order_type = 'sale' and customer_id is not null

),

journeys as (

    select * from {{ ref('fct_journeys') }} where order_id is not null

),

referrals as (

    select * from {{ ref('fct_referrals') }} where is_counted

),

sources_told as (

    select * from {{ ref('int_journey__sources_told') }} where customer_id is not null

),

levels as (

    {{ advocacy_levels() }}

),

orders_numbered as (

    select
        *,
        row_number() over (partition by customer_id order by ordered_at, order_id) as order_number

    from orders

),

-- Asked twice, who ever named a friend was told by one.
answers as (

    select
        customer_id,
        max(case when answer_choice = 'friend_or_family' then 1 else 0 end) as told_by_friend

    from sources_told

    group by customer_id

),

new_customers as (

    select
        orders_numbered.channel_id as purchase_channel_id,
        orders_numbered.store_id as purchase_store_id,
        {{ journey_kind('journeys.is_cross_channel') }} as journey_type,
        case when referrals.referral_id is not null then 1 else 0 end as referred,
        case when answers.customer_id is not null then 1 else 0 end as answered,
        coalesce(answers.told_by_friend, 0) as told_by_friend,
        orders_numbered.order_date

    from orders_numbered

    left join journeys
        on orders_numbered.order_id = journeys.order_id

    left join referrals
        on orders_numbered.customer_id = referrals.referred_customer_id

    left join answers
        on orders_numbered.customer_id = answers.customer_id

    where orders_numbered.order_number = 1

),

new_customers_by_level as (

    select
        levels.advocacy_level,
        {{ advocacy_group() }} as advocacy_group,
        new_customers.*

    from new_customers

    inner join levels
        on levels.advocacy_level is not null

),

summed as (

    select
        advocacy_level,
        advocacy_group,
        cast({{ dbt.date_trunc('month', 'order_date') }} as date) as cohort_month,
        count(*) as new_customers,
        sum(referred) as referred_customers,
        sum(answered) as answered_customers,
        sum(told_by_friend) as told_by_friend_customers,
        sum(case when referred + told_by_friend > 0 then 1 else 0 end) as word_of_mouth_customers,
        sum(case when referred + answered > 0 then 1 else 0 end) as source_known_customers

    from new_customers_by_level

    group by advocacy_level, advocacy_group, {{ dbt.date_trunc('month', 'order_date') }}

),

final as (

    select
        -- attributes
        advocacy_level,
        advocacy_group,

        -- measures
        cast(new_customers as bigint) as new_customers,
        cast(referred_customers as bigint) as referred_customers,
        cast(answered_customers as bigint) as answered_customers,
        cast(told_by_friend_customers as bigint) as told_by_friend_customers,
        {{ safe_divide('told_by_friend_customers', 'answered_customers') }} as told_by_friend_share,
        cast(word_of_mouth_customers as bigint) as word_of_mouth_customers,
        {{ safe_divide('word_of_mouth_customers', 'new_customers') }} as word_of_mouth_share,
        cast(source_known_customers as bigint) as source_known_customers,
        {{ safe_divide('source_known_customers', 'new_customers') }} as source_known_share,

        -- dates
        cohort_month

    from summed

)

select * from final
