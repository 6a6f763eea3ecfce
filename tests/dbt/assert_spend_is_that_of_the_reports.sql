-- Every model, on both bases of dates, is set against all impressions, clicks and money of the
-- reports.
with

kpis as (

    select * from {{ ref('kpi_attribution_daily') }}

),

reports as (

    select * from {{ ref('stg_ad_platforms__ad_performance_daily') }}

),

spend as (

    select * from {{ ref('int_attribution__spend_daily') }}

),

kpis_summed as (

    select
        date_basis,
        attribution_model,
        sum(impressions) as impressions,
        sum(clicks) as clicks,
        sum(spend_reporting) as spend_reporting

    from kpis

    group by date_basis, attribution_model

),

reports_summed as (

    select
        sum(impressions) as impressions,
        sum(clicks) as clicks

    from reports

),

spend_summed as (

    select sum(spend_reporting) as spend_reporting
    from spend

)

select kpis_summed.*
from kpis_summed
inner join reports_summed
    on kpis_summed.date_basis is not null
inner join spend_summed
    on kpis_summed.date_basis is not null
where
    kpis_summed.impressions != coalesce(reports_summed.impressions, 0)
    or kpis_summed.clicks != coalesce(reports_summed.clicks, 0)
    or coalesce(kpis_summed.spend_reporting, 0) != coalesce(spend_summed.spend_reporting, 0)
