with

sessions as (

    select * from {{ ref('int_journey__sessions_resolved') }}

),

visited as (

    select
        visited_channel_id as channel_id,
        session_date as business_date,
        count(*) as sessions,
        sum(case when is_engaged then 1 else 0 end) as engaged_sessions,
        sum(product_views) as product_views,
        sum(engagement_seconds) as engagement_seconds,
        percentile_cont(0.5) within group (order by cast(engagement_seconds as double))
            as visit_seconds_median,
        sum(case when recommendation_clicks > 0 then 1 else 0 end) as recommended_sessions,
        sum(case when recommendation_clicks > 0 then engagement_seconds end)
            as recommended_seconds

    from sessions

    group by visited_channel_id, session_date

),

brought as (

    select
        channel_id,
        session_date as business_date,
        count(*) as sessions_brought,
        sum(case when is_engaged then 1 else 0 end) as engaged_sessions_brought

    from sessions

    group by channel_id, session_date

),

-- A session stands where it took place, and once more with the channel that brought it.
final as (

    select
        coalesce(visited.channel_id, brought.channel_id) as channel_id,
        cast(coalesce(visited.sessions, 0) as bigint) as sessions,
        cast(coalesce(visited.engaged_sessions, 0) as bigint) as engaged_sessions,
        cast(coalesce(visited.product_views, 0) as bigint) as product_views,
        {{ to_money('visited.engagement_seconds') }} as engagement_seconds,
        visited.visit_seconds_median,
        cast(coalesce(visited.recommended_sessions, 0) as bigint) as recommended_sessions,
        {{ to_money('visited.recommended_seconds') }} as recommended_seconds,
        cast(coalesce(brought.sessions_brought, 0) as bigint) as sessions_brought,
        cast(coalesce(brought.engaged_sessions_brought, 0) as bigint) as engaged_sessions_brought,
        coalesce(visited.business_date, brought.business_date) as business_date

    from visited

    full outer join brought
        on
            visited.channel_id = brought.channel_id
            and visited.business_date = brought.business_date

)

select * from final
