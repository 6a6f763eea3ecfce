with

checked as (

    select * from {{ ref('base_ad_platforms__campaigns_checked') }} where quarantine_reason is null

),

final as (

    select
        -- ids
        campaign_id,
        ad_account_id,

        -- attributes
        campaign_name,
        campaign_type,
        campaign_status,
        traffic_source,
        traffic_medium,
        currency,

        -- dates
        start_date,
        end_date,

        -- timestamps
        updated_at,

        -- origin
        source_system

    from checked

)

select * from final
