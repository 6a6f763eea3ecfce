with

sessions as (

    select * from {{ ref('int_journey__sessions_built') }}

),

campaigns as (

    select * from {{ ref('stg_ad_platforms__campaigns') }}

),

rules as (

    select * from {{ ref('stg_reference__channel_rules') }}

),

traffic_unioned as (

    select
        traffic_source,
        traffic_medium,
        campaign_name
    from sessions

    union

    select
        lower(coalesce(traffic_source, '')) as traffic_source,
        lower(coalesce(traffic_medium, '')) as traffic_medium,
        lower(coalesce(campaign_name, '')) as campaign_name
    from campaigns

),

-- The first rule whose three patterns match has the word.
rules_matched as (

    select
        traffic_unioned.traffic_source,
        traffic_unioned.traffic_medium,
        traffic_unioned.campaign_name,
        min(rules.rule_number) as rule_number

    from traffic_unioned

    inner join rules
        on
            {{ text_matches_column('traffic_unioned.traffic_source', 'rules.source_pattern') }}
            and {{ text_matches_column('traffic_unioned.traffic_medium', 'rules.medium_pattern') }}
            and {{ text_matches_column('traffic_unioned.campaign_name', 'rules.campaign_pattern') }}

    group by
        traffic_unioned.traffic_source,
        traffic_unioned.traffic_medium,
        traffic_unioned.campaign_name

),

final as (

    select
        -- ids
        coalesce(rules.channel_id, 'unknown') as channel_id,
        {{ campaign_key('traffic_unioned.campaign_name') }} as campaign_key,
        rules.rule_number,

        -- attributes
        traffic_unioned.traffic_source,
        traffic_unioned.traffic_medium,
        traffic_unioned.campaign_name

    from traffic_unioned

    left join rules_matched
        on
            traffic_unioned.traffic_source = rules_matched.traffic_source
            and traffic_unioned.traffic_medium = rules_matched.traffic_medium
            and traffic_unioned.campaign_name = rules_matched.campaign_name

    left join rules
        on rules_matched.rule_number = rules.rule_number

)

select * from final
