-- Reviews, orders, invitations and new customers by month add up to the same at every level.
with

reviews as (

    select * from {{ ref('kpi_reviews_monthly') }}

),

referrals as (

    select * from {{ ref('kpi_referrals_monthly') }}

),

word_of_mouth as (

    select * from {{ ref('kpi_word_of_mouth_monthly') }}

),

promoters as (

    select * from {{ ref('kpi_promoter_referrals') }}

),

counts as (

    select
        'reviews' as count_name,
        advocacy_level,
        sum(reviews) as people
    from reviews
    group by advocacy_level

    union all

    select
        'orders' as count_name,
        advocacy_level,
        sum(orders) as people
    from reviews
    group by advocacy_level

    union all

    select
        'invitations' as count_name,
        advocacy_level,
        sum(invitations) as people
    from referrals
    group by advocacy_level

    union all

    select
        'word of mouth' as count_name,
        advocacy_level,
        sum(word_of_mouth_customers) as people
    from word_of_mouth
    group by advocacy_level

    union all

    select
        'promoters' as count_name,
        advocacy_level,
        sum(known_promoters) as people
    from promoters
    group by advocacy_level

)

select count_name
from counts
group by count_name
having min(people) != max(people)
