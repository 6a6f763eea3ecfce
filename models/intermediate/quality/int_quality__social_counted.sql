with

posts as (

    select * from {{ ref('base_social__posts_checked') }}

),

engagements_daily as (

    select * from {{ ref('base_social__engagements_daily_checked') }}

),

final as (

    select
        'social' as domain_name,
        'posts' as entity_name,
        source_system,
        count(*) as rows_in,
        count(case when quarantine_reason is null then 1 end) as rows_out,
        count(quarantine_reason) as rows_quarantined,
        cast(max(case when quarantine_reason is null then posted_at end) as timestamp) as freshest_at
    from posts
    group by source_system

    union all

    select
        'social' as domain_name,
        'engagements_daily' as entity_name,
        source_system,
        count(*) as rows_in,
        count(case when quarantine_reason is null then 1 end) as rows_out,
        count(quarantine_reason) as rows_quarantined,
        cast(max(case when quarantine_reason is null then engagement_date end) as timestamp) as freshest_at
    from engagements_daily
    group by source_system

)

select * from final
