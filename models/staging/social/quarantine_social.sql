with

posts as (

    select * from {{ ref('base_social__posts_checked') }} where quarantine_reason is not null

),

engagements_daily as (

    select * from {{ ref('base_social__engagements_daily_checked') }} where quarantine_reason is not null

),

final as (

    select
        'social' as domain_name,
        'posts' as entity_name,
        source_system,
        post_id as row_key,
        quarantine_reason,
        breach_column,
        breach_value
    from posts

    union all

    select
        'social' as domain_name,
        'engagements_daily' as entity_name,
        source_system,
        concat_ws('|', social_network, profile_name, post_id, cast(engagement_date as {{ dbt.type_string() }})) as row_key,
        quarantine_reason,
        breach_column,
        breach_value
    from engagements_daily

)

select * from final
