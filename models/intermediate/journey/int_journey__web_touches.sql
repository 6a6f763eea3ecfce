with

sessions as (

    select * from {{ ref('int_journey__sessions_resolved') }}

),

clicks as (

    select * from {{ ref('stg_ad_platforms__ad_clicks') }}

),

campaigns as (

    select * from {{ ref('int_journey__campaigns_grouped') }}

),

clicks_seen as (

    select
        ad_click_id,
        min(web_session_id) as web_session_id

    from sessions

    where ad_click_id is not null

    group by ad_click_id

),

clicks_grouped as (

    select
        clicks.*,
        coalesce(campaigns.channel_id, 'paid_other') as channel_id,
        campaigns.campaign_key

    from clicks

    left join campaigns
        on clicks.campaign_id = campaigns.campaign_id

),

-- A click and the visit that it led to are one contact.
final as (

    select
        'visit:' || web_session_id as touchpoint_id,
        'visit' as touch_kind,
        'research' as touch_purpose,
        channel_id,
        visited_channel_id,
        customer_id,
        case when is_consented and not is_shared_device then device_node_id end as device_node_id,
        campaign_key,
        device_category,
        identified_by,
        is_consented,
        source_system,
        cast(null as {{ dbt.type_string() }}) as same_contact_id,
        started_at as touched_at
    from sessions

    union all

    select
        'ad_click:' || substr({{ keyed_hash('clicks_grouped.ad_click_id') }}, 1, 24)
            as touchpoint_id,
        'ad_click' as touch_kind,
        'research' as touch_purpose,
        clicks_grouped.channel_id,
        cast(null as {{ dbt.type_string() }}) as visited_channel_id,
        null as customer_id,
        null as device_node_id,
        clicks_grouped.campaign_key,
        clicks_grouped.device_category,
        null as identified_by,
        null as is_consented,
        clicks_grouped.source_system,
        'visit:' || clicks_seen.web_session_id as same_contact_id,
        clicks_grouped.clicked_at as touched_at

    from clicks_grouped

    left join clicks_seen
        on clicks_grouped.ad_click_id = clicks_seen.ad_click_id

)

select * from final
