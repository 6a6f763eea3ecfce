with

web_analytics as (

    select * from {{ ref('quarantine_web_analytics') }}

),

webshop as (

    select * from {{ ref('quarantine_webshop') }}

),

pos as (

    select * from {{ ref('quarantine_pos') }}

),

crm as (

    select * from {{ ref('quarantine_crm') }}

),

ad_platforms as (

    select * from {{ ref('quarantine_ad_platforms') }}

),

messaging as (

    select * from {{ ref('quarantine_messaging') }}

),

promotions as (

    select * from {{ ref('quarantine_promotions') }}

),

marketplaces as (

    select * from {{ ref('quarantine_marketplaces') }}

),

social as (

    select * from {{ ref('quarantine_social') }}

),

footfall as (

    select * from {{ ref('quarantine_footfall') }}

),

support as (

    select * from {{ ref('quarantine_support') }}

),

surveys as (

    select * from {{ ref('quarantine_surveys') }}

),

reviews as (

    select * from {{ ref('quarantine_reviews') }}

),

referrals as (

    select * from {{ ref('quarantine_referrals') }}

),

inventory as (

    select * from {{ ref('quarantine_inventory') }}

),

deliveries as (

    select * from {{ ref('quarantine_deliveries') }}

),

enrichment as (

    select * from {{ ref('quarantine_enrichment') }}

),

unioned as (

    select * from web_analytics
    union all
    select * from webshop
    union all
    select * from pos
    union all
    select * from crm
    union all
    select * from ad_platforms
    union all
    select * from messaging
    union all
    select * from promotions
    union all
    select * from marketplaces
    union all
    select * from social
    union all
    select * from footfall
    union all
    select * from support
    union all
    select * from surveys
    union all
    select * from reviews
    union all
    select * from referrals
    union all
    select * from inventory
    union all
    select * from deliveries
    union all
    select * from enrichment

),

final as (

    select
        domain_name,
        entity_name,
        source_system,
        row_key,
        quarantine_reason,
        breach_column,
        breach_value

    from unioned

)

select * from final
