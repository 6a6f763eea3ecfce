with

posts as (

    select * from {{ ref('base_social__posts_checked') }} where quarantine_reason is not null

),

engagements_daily as (

    select * from {{ ref('base_social__engagements_daily_checked') }}
    where quarantine_reason is not null

),

final as (

    select
        {{ rejected_row('social', 'posts', ['post_id']) }}
    from posts

    union all

    select
        {{ rejected_row(
            'social',
            'engagements_daily',
            ['social_network', 'profile_name', 'post_id', 'engagement_date']
        ) }}
    from engagements_daily

)

select * from final
