with

days as (

    select * from {{ ref('int_funnel__days_unioned') }} where has_engagement

),

sessions_daily as (

    select * from {{ ref('int_funnel__sessions_daily') }}

),

inquiries_daily as (

    select * from {{ ref('int_funnel__inquiries_daily') }}

),

carts_daily as (

    select * from {{ ref('int_funnel__carts_daily') }}

),

reach_daily as (

    select * from {{ ref('int_funnel__reach_daily') }}
    where messages_delivered is not null or interactions is not null

),

visits_daily as (

    select * from {{ ref('int_funnel__visits_daily') }} where not warning_visits_incomplete

),

joined as (

    select
        days.channel_id,
        days.store_id,
        days.business_date,
        visits_daily.visits,
        sessions_daily.engagement_seconds,
        sessions_daily.visit_seconds_median,
        sessions_daily.recommended_seconds,
        reach_daily.impressions,
        reach_daily.interactions,
        reach_daily.messages_delivered,
        reach_daily.messages_opened,
        reach_daily.messages_clicked,
        coalesce(sessions_daily.sessions, 0) as sessions,
        coalesce(sessions_daily.engaged_sessions, 0) as engaged_sessions,
        coalesce(sessions_daily.product_views, 0) as product_views,
        coalesce(sessions_daily.recommended_sessions, 0) as recommended_sessions,
        coalesce(sessions_daily.sessions_brought, 0) as sessions_brought,
        coalesce(sessions_daily.engaged_sessions_brought, 0) as engaged_sessions_brought,
        coalesce(inquiries_daily.inquiries, 0) as inquiries,
        coalesce(carts_daily.carts, 0) as carts,
        coalesce(carts_daily.abandoned_carts, 0) as abandoned_carts

    from days

    left join sessions_daily
        on
            days.channel_id = sessions_daily.channel_id
            and days.store_id = 'no_store'
            and days.business_date = sessions_daily.business_date

    left join inquiries_daily
        on
            days.channel_id = inquiries_daily.channel_id
            and days.store_id = inquiries_daily.store_id
            and days.business_date = inquiries_daily.business_date

    left join carts_daily
        on
            days.channel_id = carts_daily.channel_id
            and days.store_id = 'no_store'
            and days.business_date = carts_daily.business_date

    left join reach_daily
        on
            days.channel_id = reach_daily.channel_id
            and days.store_id = 'no_store'
            and days.business_date = reach_daily.business_date

    left join visits_daily
        on
            days.channel_id = visits_daily.channel_id
            and days.store_id = visits_daily.store_id
            and days.business_date = visits_daily.business_date

),

final as (

    select
        -- ids
        channel_id,
        store_id,

        -- measures
        sessions,
        engaged_sessions,
        {{ safe_divide('engaged_sessions', 'sessions') }} as engaged_visit_rate,
        sessions_brought,
        engaged_sessions_brought,
        {{ safe_divide('engaged_sessions_brought', 'sessions_brought') }} as engaged_brought_rate,
        engagement_seconds,
        {{ safe_divide('engagement_seconds', 'sessions') }} as visit_seconds_mean,
        visit_seconds_median,
        recommended_sessions,
        recommended_seconds,
        {{ safe_divide('recommended_seconds', 'recommended_sessions') }}
            as recommended_visit_seconds_mean,
        product_views,
        messages_delivered,
        messages_opened,
        messages_clicked,
        {{ safe_divide('messages_opened', 'messages_delivered') }} as message_open_rate,
        {{ safe_divide('messages_clicked', 'messages_delivered') }} as message_click_rate,
        {{ safe_divide('messages_clicked', 'messages_opened') }} as click_to_open_rate,
        impressions,
        interactions,
        {{ safe_divide('interactions', 'impressions') }} as social_engagement_rate,
        visits,
        inquiries,
        {{ safe_divide('inquiries', 'visits') }} as inquiry_rate,
        carts,
        abandoned_carts,
        {{ safe_divide('abandoned_carts', 'carts') }} as cart_abandonment_rate,

        -- dates
        business_date

    from joined

)

select * from final
