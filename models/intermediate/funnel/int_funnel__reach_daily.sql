with

ads as (

    select * from {{ ref('int_attribution__spend_daily') }}

),

posts as (

    select * from {{ ref('stg_social__engagements_daily') }}

),

listings as (

    select * from {{ ref('stg_marketplaces__listing_performance_daily') }}

),

messages_daily as (

    select * from {{ ref('int_funnel__messages_daily') }}

),

reports as (

    select
        channel_id,
        impressions,
        clicks,
        spend_reporting,
        case when spend_reporting is null then 1 else 0 end as spend_without_rate,
        cast(null as bigint) as interactions,
        cast(null as bigint) as messages_delivered,
        cast(null as bigint) as messages_opened,
        cast(null as bigint) as messages_clicked,
        spend_date as business_date
    from ads

    union all

    select
        'organic_social' as channel_id,
        impressions,
        clicks,
        null as spend_reporting,
        0 as spend_without_rate,
        coalesce(reactions, 0) + coalesce(comments, 0) + coalesce(shares, 0) + coalesce(saves, 0)
            as interactions,
        null as messages_delivered,
        null as messages_opened,
        null as messages_clicked,
        engagement_date as business_date
    from posts

    union all

    select
        'marketplace' as channel_id,
        impressions,
        null as clicks,
        null as spend_reporting,
        0 as spend_without_rate,
        null as interactions,
        null as messages_delivered,
        null as messages_opened,
        null as messages_clicked,
        performance_date as business_date
    from listings

    union all

    select
        channel_id,
        null as impressions,
        null as clicks,
        null as spend_reporting,
        0 as spend_without_rate,
        null as interactions,
        messages_delivered,
        messages_opened,
        messages_clicked,
        business_date
    from messages_daily

),

-- Money without an exchange rate makes the whole sum unknown, not smaller.
final as (

    select
        channel_id,
        cast(sum(impressions) as bigint) as impressions,
        cast(sum(clicks) as bigint) as clicks,
        case
            when sum(spend_without_rate) = 0 then {{ to_money('sum(spend_reporting)') }}
        end as spend_reporting,
        cast(sum(interactions) as bigint) as interactions,
        cast(sum(messages_delivered) as bigint) as messages_delivered,
        cast(sum(messages_opened) as bigint) as messages_opened,
        cast(sum(messages_clicked) as bigint) as messages_clicked,
        business_date

    from reports

    group by channel_id, business_date

)

select * from final
