with

visits as (

    select * from {{ ref('int_funnel__visits_known') }}

),

-- People cannot be added up over stores or channels, so each level is counted afresh.
visits_by_level as (

    select
        visits.traveller_id,
        visits.channel_id,
        visits.store_id,
        visits.visit_number,
        visits.visit_date,
        visits.started_at,
        visits.previous_started_at
    from visits
    where visits.store_id != 'no_store'

    union all

    select
        visits.traveller_id,
        visits.channel_id,
        '(all)' as store_id,
        visits.visit_number,
        visits.visit_date,
        visits.started_at,
        visits.previous_started_at
    from visits

    union all

    select
        visits.traveller_id,
        '(all)' as channel_id,
        '(all)' as store_id,
        visits.brand_visit_number as visit_number,
        visits.visit_date,
        visits.started_at,
        visits.previous_brand_started_at as previous_started_at
    from visits

),

spaced as (

    select
        traveller_id,
        channel_id,
        store_id,
        visit_number,
        cast({{ dbt.date_trunc('month', 'visit_date') }} as date) as visit_month,
        cast(
            {{ epoch_seconds('started_at') }} - {{ epoch_seconds('previous_started_at') }} as double
        ) / 86400 as days_since_visit

    from visits_by_level

),

people as (

    select
        channel_id,
        store_id,
        visit_month,
        traveller_id,
        count(*) as visits,
        min(visit_number) as first_visit_number,
        min(days_since_visit) as shortest_days

    from spaced

    group by channel_id, store_id, visit_month, traveller_id

),

counted as (

    select
        channel_id,
        store_id,
        visit_month,
        sum(visits) as known_visits,
        count(*) as visitors,
        sum(case when first_visit_number = 1 then 1 else 0 end) as new_visitors,
        sum(case when shortest_days <= 30 then 1 else 0 end) as revisiting_visitors

    from people

    group by channel_id, store_id, visit_month

),

intervals as (

    select
        channel_id,
        store_id,
        visit_month,
        count(days_since_visit) as revisits,
        percentile_cont(0.5) within group (order by days_since_visit) as revisit_interval_days

    from spaced

    group by channel_id, store_id, visit_month

),

final as (

    select
        -- ids
        counted.channel_id,
        counted.store_id,

        -- measures
        cast(counted.known_visits as bigint) as known_visits,
        cast(counted.visitors as bigint) as visitors,
        cast(counted.new_visitors as bigint) as new_visitors,
        cast(counted.visitors - counted.new_visitors as bigint) as repeat_visitors,
        cast(counted.revisiting_visitors as bigint) as revisiting_visitors,
        {{ safe_divide('counted.revisiting_visitors', 'counted.visitors') }} as revisit_rate,
        cast(intervals.revisits as bigint) as revisits,
        cast(intervals.revisit_interval_days as double) as revisit_interval_days,

        -- dates
        counted.visit_month

    from counted

    inner join intervals
        on
            counted.channel_id = intervals.channel_id
            and counted.store_id = intervals.store_id
            and counted.visit_month = intervals.visit_month

)

select * from final
