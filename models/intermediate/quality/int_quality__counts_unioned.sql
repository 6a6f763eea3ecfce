with

web_analytics as (

    select * from {{ ref('int_quality__web_analytics_counted') }}

),

webshop as (

    select * from {{ ref('int_quality__webshop_counted') }}

),

pos as (

    select * from {{ ref('int_quality__pos_counted') }}

),

crm as (

    select * from {{ ref('int_quality__crm_counted') }}

),

ad_platforms as (

    select * from {{ ref('int_quality__ad_platforms_counted') }}

),

messaging as (

    select * from {{ ref('int_quality__messaging_counted') }}

),

promotions as (

    select * from {{ ref('int_quality__promotions_counted') }}

),

marketplaces as (

    select * from {{ ref('int_quality__marketplaces_counted') }}

),

social as (

    select * from {{ ref('int_quality__social_counted') }}

),

footfall as (

    select * from {{ ref('int_quality__footfall_counted') }}

),

support as (

    select * from {{ ref('int_quality__support_counted') }}

),

surveys as (

    select * from {{ ref('int_quality__surveys_counted') }}

),

reviews as (

    select * from {{ ref('int_quality__reviews_counted') }}

),

referrals as (

    select * from {{ ref('int_quality__referrals_counted') }}

),

inventory as (

    select * from {{ ref('int_quality__inventory_counted') }}

),

deliveries as (

    select * from {{ ref('int_quality__deliveries_counted') }}

),

enrichment as (

    select * from {{ ref('int_quality__enrichment_counted') }}

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
        rows_in,
        rows_out,
        rows_quarantined,
        freshest_at

    from unioned

)

select * from final
