with

checked as (

    select * from {{ ref('base_social__engagements_daily_checked') }}
    where quarantine_reason is null

),

final as (

    select
        -- ids
        post_id,

        -- attributes
        social_network,
        profile_name,

        -- measures
        impressions,
        reach,
        reactions,
        comments,
        shares,
        saves,
        clicks,
        profile_visits,

        -- dates
        engagement_date,

        -- timestamps
        updated_at,

        -- origin
        source_system

    from checked

)

select * from final
