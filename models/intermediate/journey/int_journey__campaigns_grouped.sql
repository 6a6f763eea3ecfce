with

campaigns as (

    select * from {{ ref('stg_ad_platforms__campaigns') }}

),

traffic as (

    select * from {{ ref('int_journey__traffic_grouped') }}

),

final as (

    select
        campaigns.campaign_id,
        traffic.channel_id,
        traffic.campaign_key

    from campaigns

    left join traffic
        on
            lower(coalesce(campaigns.traffic_source, '')) = traffic.traffic_source
            and lower(coalesce(campaigns.traffic_medium, '')) = traffic.traffic_medium
            and lower(coalesce(campaigns.campaign_name, '')) = traffic.campaign_name

)

select * from final
