-- A share outside of 0 to 1, infinite or not a number has a numerator that is no part of its
-- denominator. Infinity and NaN are above 1 on every engine.
with

daily as (

    select * from {{ ref('kpi_conversion_daily') }}

),

campaigns as (

    select * from {{ ref('kpi_campaign_responses') }}

),

placements as (

    select * from {{ ref('kpi_placements_weekly') }}

),

retention as (

    select * from {{ ref('kpi_retention_monthly') }}

),

entities as (

    select * from {{ ref('meta_entities') }}

),

shares as (

    select
        'identified_order_share' as share_name,
        identified_order_share as share_value
    from daily

    union all

    select
        'matched_redemption_share' as share_name,
        matched_redemption_share as share_value
    from campaigns

    union all

    select
        'sold_placement_share' as share_name,
        sold_placement_share as share_value
    from placements

    union all

    select
        'retention_rate' as share_name,
        retention_rate as share_value
    from retention

    union all

    select
        'quarantined_share' as share_name,
        quarantined_share as share_value
    from entities

)

select * from shares
where share_value < 0 or share_value > 1
