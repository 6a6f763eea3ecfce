-- Infinity and NaN are above 1 on every engine.
with

service as (

    select * from {{ ref('kpi_service_monthly') }}

),

issues as (

    select * from {{ ref('kpi_service_issues_monthly') }}

),

delivery as (

    select * from {{ ref('kpi_delivery_monthly') }}

),

returns as (

    select * from {{ ref('kpi_returns_monthly') }}

),

recovery as (

    select * from {{ ref('kpi_service_recovery') }}

),

word_of_mouth as (

    select * from {{ ref('kpi_word_of_mouth_monthly') }}

),

shares as (

    select first_contact_resolution_rate as share_value from service
    union all
    select csat as share_value from service
    union all
    select repeat_explanation_rate as share_value from issues
    union all
    select repeat_explanation_floor as share_value from issues
    union all
    select on_time_delivery_rate as share_value from delivery
    union all
    select timed_shipment_share as share_value from delivery
    union all
    select cross_channel_return_share as share_value from returns
    union all
    select service_recovery_rate as share_value from recovery
    union all
    select matched_recovery_rate as share_value from recovery
    union all
    select comparison_repeat_rate as share_value from recovery
    union all
    select word_of_mouth_share as share_value from word_of_mouth
    union all
    select source_known_share as share_value from word_of_mouth

)

select * from shares
where share_value < 0 or share_value > 1
