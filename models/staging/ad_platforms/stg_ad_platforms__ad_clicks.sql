with

checked as (

    select * from {{ ref('base_ad_platforms__ad_clicks_checked') }} where quarantine_reason is null

),

final as (

    select
        -- ids
        ad_click_id,
        campaign_id,
        ad_id,
        visitor_id,

        -- attributes
        device_category,
        country_code,

        -- timestamps
        clicked_at,

        -- origin
        source_system

    from checked

)

select * from final
