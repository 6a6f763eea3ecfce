with

checked as (

    select * from {{ ref('base_social__posts_checked') }} where quarantine_reason is null

),

final as (

    select
        -- ids
        post_id,
        product_id,

        -- attributes
        social_network,
        profile_name,
        post_type,
        campaign_name,

        -- timestamps
        posted_at,
        updated_at,

        -- origin
        source_system

    from checked

)

select * from final
