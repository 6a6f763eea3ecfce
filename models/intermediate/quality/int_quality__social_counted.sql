with

posts as (

    select * from {{ ref('base_social__posts_checked') }}

),

engagements_daily as (

    select * from {{ ref('base_social__engagements_daily_checked') }}

),

final as (

    select
        {{ contract_counts('social', 'posts', 'posted_at') }}
    from posts
    group by source_system

    union all

    select
        {{ contract_counts('social', 'engagements_daily', 'engagement_date') }}
    from engagements_daily
    group by source_system

)

select * from final
