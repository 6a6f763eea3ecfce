with

days as (

    select * from {{ ref('int_funnel__days_unioned') }} where has_awareness

),

visits_daily as (

    select * from {{ ref('int_funnel__visits_daily') }}

),

visits_known as (

    select * from {{ ref('int_funnel__visits_known') }}

),

reach_daily as (

    select * from {{ ref('int_funnel__reach_daily') }}

),

sessions_daily as (

    select * from {{ ref('int_funnel__sessions_daily') }} where sessions_brought > 0

),

visitors_daily as (

    select
        channel_id,
        store_id,
        visit_date as business_date,
        count(*) as known_visits,
        count(distinct traveller_id) as visitors,
        sum(case when visit_number = 1 then 1 else 0 end) as new_visitors,
        sum(case when brand_visit_number = 1 then 1 else 0 end) as new_to_brand_visitors

    from visits_known

    group by channel_id, store_id, visit_date

),

joined as (

    select
        days.channel_id,
        days.store_id,
        days.business_date,
        visits_daily.visits,
        coalesce(visits_daily.warning_visits_incomplete, false) as warning_visits_incomplete,
        reach_daily.impressions,
        reach_daily.clicks,
        reach_daily.spend_reporting,
        coalesce(visitors_daily.known_visits, 0) as known_visits,
        coalesce(visitors_daily.visitors, 0) as visitors,
        coalesce(visitors_daily.new_visitors, 0) as new_visitors,
        coalesce(visitors_daily.new_to_brand_visitors, 0) as new_to_brand_visitors,
        coalesce(sessions_daily.sessions_brought, 0) as sessions_brought,
        sum(visits_daily.visits) over (partition by days.business_date) as all_visits

    from days

    left join visits_daily
        on
            days.channel_id = visits_daily.channel_id
            and days.store_id = visits_daily.store_id
            and days.business_date = visits_daily.business_date

    left join reach_daily
        on
            days.channel_id = reach_daily.channel_id
            and days.store_id = 'no_store'
            and days.business_date = reach_daily.business_date

    left join visitors_daily
        on
            days.channel_id = visitors_daily.channel_id
            and days.store_id = visitors_daily.store_id
            and days.business_date = visitors_daily.business_date

    left join sessions_daily
        on
            days.channel_id = sessions_daily.channel_id
            and days.store_id = 'no_store'
            and days.business_date = sessions_daily.business_date

),

final as (

    select
        -- ids
        channel_id,
        store_id,

        -- measures
        impressions,
        clicks,
        spend_reporting,
        visits,
        cast(all_visits as bigint) as all_visits,
        cast(sessions_brought as bigint) as sessions_brought,
        cast(known_visits as bigint) as known_visits,
        cast(visitors as bigint) as visitors,
        cast(new_visitors as bigint) as new_visitors,
        cast(visitors - new_visitors as bigint) as repeat_visitors,
        cast(new_to_brand_visitors as bigint) as new_to_brand_visitors,
        {{ safe_divide('clicks', 'impressions') }} as click_through_rate,
        {{ safe_divide('1000 * spend_reporting', 'impressions') }} as cost_per_mille,
        {{ safe_divide('spend_reporting', 'clicks') }} as cost_per_click,
        {{ safe_divide('visits', 'all_visits') }} as share_of_visits,
        {{ safe_divide('known_visits', 'visits') }} as known_visit_share,

        -- flags
        warning_visits_incomplete,

        -- dates
        business_date

    from joined

)

select * from final
