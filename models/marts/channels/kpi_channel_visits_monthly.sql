with

funnel as (

    select * from {{ ref('kpi_funnel_monthly') }} where channel_id != '(all)'

),

-- Website and app are judged by their visits, what brings people there by the visits it brought.
measures as (

    select
        channel_id,
        funnel_month as visit_month,
        sum(case when kpi_name = 'visits' then numerator end) as visits,
        sum(case when kpi_name = 'impressions' then numerator end) as impressions,
        sum(case
            when kpi_name in ('engaged_visit_rate', 'engaged_brought_rate') then numerator
        end) as engaged_visits,
        sum(case
            when kpi_name in ('engaged_visit_rate', 'engaged_brought_rate') then denominator
        end) as judged_visits,
        sum(case when kpi_name = 'conversion_rate' then numerator end) as measured_orders,
        sum(case when kpi_name = 'conversion_rate' then denominator end) as measured_visits

    from funnel

    where
        kpi_name in (
            'visits', 'impressions', 'engaged_visit_rate', 'engaged_brought_rate', 'conversion_rate'
        )

    group by channel_id, funnel_month

),

final as (

    select
        -- ids
        channel_id,

        -- measures
        cast(visits as bigint) as visits,
        cast(impressions as bigint) as impressions,
        cast(engaged_visits as bigint) as engaged_visits,
        cast(judged_visits as bigint) as judged_visits,
        {{ safe_divide('engaged_visits', 'judged_visits') }} as engaged_visit_rate,
        cast(measured_orders as bigint) as measured_orders,
        cast(measured_visits as bigint) as measured_visits,
        {{ safe_divide('measured_orders', 'measured_visits') }} as conversion_rate,

        -- dates
        visit_month

    from measures

)

select * from final
